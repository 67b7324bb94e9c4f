import { reconcileMany } from './attention/reconcile-many.ts'
import { replayMornings } from './attention/replay-mornings.ts'

/** `npm run bench:attention`: what attention costs a large network, and what it asks of one coordinator. */
const say = (line: string) => process.stdout.write(`${line}\n`)

say(
  'Simulated mornings at nine, 180 participants and 30 mentors, three programs (budget: median 12, 95th percentile 20):',
)
let isKept = true
for (const mentorsCloseADay of [0.85, 0.5]) {
  const lines = [1, 2, 3].flatMap((seed) =>
    replayMornings({ seed, participants: 180, mentors: 30, mornings: 120, mentorsCloseADay }),
  )
  lines.sort((a, b) => a - b)
  const at = (share: number) => lines[Math.min(lines.length - 1, Math.floor(share * lines.length))]!
  isKept &&= at(0.5) <= 12 && at(0.95) <= 20
  say(
    `  mentors close ${mentorsCloseADay * 100} % of what is theirs in a day: median ${at(0.5)}, 95th percentile ${at(0.95)}, most ${lines.at(-1)} (${lines.length} mornings)`,
  )
}

const people = Number(process.argv[2] ?? 100_000)
const { first, steady, sweepCorrections, items } = await reconcileMany(people)
say(`${people.toLocaleString('en')} people reconciled in batches of 2,000, one connection:`)
say(`  nothing has changed  ${steady.toFixed(1)} s (budget 10 s for 100,000)`)
say(`  all is new           ${first.toFixed(1)} s, ${items.toLocaleString('en')} items opened`)
say(`  the self-check then corrects ${sweepCorrections} (expected 0)`)

isKept &&= steady * (100_000 / people) <= 10
say(isKept ? 'Both budgets are kept.' : 'A budget is not kept.')
process.exit(isKept ? 0 : 1)
