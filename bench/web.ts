// npm run bench:web — what a participant's phone loads, waits for and keeps; exits 1 when a bar of the table is missed.
import { readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { signInToDemo } from '@cairn/contract/identity.ts'
import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import { openBrowser } from '../journeys/browser.ts'
import { openServer } from '../journeys/open-server.ts'
import { wordsOf } from '../journeys/words.ts'

const DIST = join(import.meta.dirname, '..', 'apps', 'web', 'dist')
const STAFF = /src\/(bundles\/(desk|study)\.ts|texts\/(desk|study)\.)/
/** A slow phone on a slow network, as Lighthouse has it. */
const SLOW = { cpu: 4, bytesPerSecond: 1_600_000 / 8, latencyMs: 150 }
const RUNS = 3
const say = wordsOf('en')

interface Chunk {
  file: string
  src?: string
  imports?: string[]
  css?: string[]
}
const manifest = (): Record<string, Chunk> => JSON.parse(readFileSync(join(DIST, '.vite', 'manifest.json'), 'utf8'))

/** Files that only the desk and the study need: reached from their bundles, and from no other. */
function staffFiles(): Set<string> {
  const chunks = manifest()
  const reach = (name: string, into: Set<string>) => {
    const chunk = chunks[name]
    if (!chunk || into.has(chunk.file)) return into
    into.add(chunk.file)
    for (const css of chunk.css ?? []) into.add(css)
    for (const next of chunk.imports ?? []) reach(next, into)
    return into
  }
  const staff = new Set<string>()
  const others = new Set<string>()
  for (const [name, { src }] of Object.entries(chunks)) {
    if (src && STAFF.test(src)) reach(name, staff)
    else if (src?.startsWith('src/') || name === 'index.html') reach(name, others)
  }
  return new Set([...staff].filter((file) => !others.has(file)))
}

const gzipped = (file: string) => gzipSync(readFileSync(join(DIST, file))).length
const fileOf = (url: string) => new URL(url).pathname.slice(1)
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

async function slowDown(page: Page, network: boolean): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOW.cpu })
  if (network) {
    await session.send('Network.enable')
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: SLOW.latencyMs,
      downloadThroughput: SLOW.bytesPerSecond,
      uploadThroughput: SLOW.bytesPerSecond,
    })
  }
  return session
}

/** Milliseconds from the start of the navigation until the screen shows what it is for, read by the page's own clock. */
async function usableAfter(page: Page, path: string, sign: string): Promise<number> {
  await page.goto(path, { waitUntil: 'commit' })
  await page.locator(sign).first().waitFor()
  return page.evaluate(() => Reflect.get(globalThis, 'shownAt') as Promise<number>)
}

/** Notes when the sign of a screen is painted; looking from outside would itself cost a slow phone time. */
const noteWhenShown = (sign: string) => `globalThis.shownAt = new Promise((resolve) => {
  const look = () => document.querySelector('${sign}') && (watching.disconnect(), requestAnimationFrame(() => resolve(performance.now())))
  const watching = new MutationObserver(look)
  watching.observe(document, { childList: true, subtree: true })
})`
/** Ride it out, on Today; the first big button of Ride it out itself. */
const TODAY = 'main a[href="/my/wave"]'
const CRAVING = 'main fieldset button'

const server = await openServer({ demo: true })
const browser = await openBrowser()
const rows: { what: string; is: string; bar: string; holds: boolean }[] = []
const row = (what: string, value: number, bar: number, unit: string, digits = 0) =>
  rows.push({ what, is: `${value.toFixed(digits)} ${unit}`, bar: `≤ ${bar} ${unit}`, holds: value <= bar })

async function participant(): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    baseURL: server.url,
    locale: 'en-US',
    viewport: { width: 360, height: 780 },
    isMobile: true,
    hasTouch: true,
  })
  context.setDefaultTimeout(60_000)
  const entered = await context.request.post(`${server.url}/api${signInToDemo.url}`, { data: { role: 'participant' } })
  if (!entered.ok()) throw new Error(`The demo does not let a participant in: ${entered.status()}`)
  await context.addInitScript(noteWhenShown(`${TODAY}, ${CRAVING}`))
  return { context, page: await context.newPage() }
}

try {
  const staff = staffFiles()
  const loaded = new Set<string>()
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const { context, page } = await participant()
    // Without the service worker, which fetches the rest behind the screen: what this screen itself waits for.
    const session = await slowDown(page, true)
    await session.send('Network.setBypassServiceWorker', { bypass: true })
    page.on('request', (request) => {
      if (request.resourceType() === 'script' && request.serviceWorker() === null) loaded.add(fileOf(request.url()))
    })
    times.push(await usableAfter(page, '/my/today', TODAY))
    await context.close()
  }
  const scripts = [...loaded].filter((file) => file.startsWith('assets/'))
  row(
    'script of the first load of /my/today, gzip',
    scripts.reduce((sum, file) => sum + gzipped(file), 0) / 1000,
    240,
    'kB',
    1,
  )
  row(
    `usable, first visit (${SLOW.cpu}× slower CPU, 1.6 Mbit/s, ${SLOW.latencyMs} ms; median of ${RUNS})`,
    median(times) / 1000,
    2.5,
    's',
    2,
  )

  const { context, page } = await participant()
  await page.goto('/my/today')
  await page.getByRole('link', { name: new RegExp(say('my-today:wave')) }).waitFor()
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  const kept = await page.evaluate(async () => {
    const files: { url: string; bytes: number }[] = []
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) {
        const response = await cache.match(request)
        files.push({ url: request.url, bytes: (await response!.arrayBuffer()).byteLength })
      }
    }
    return files
  })
  const staffKept = [...scripts, ...kept.map(({ url }) => fileOf(url))].filter((file) => staff.has(file))
  row(`files of the desk or the study on this phone (of ${staff.size})`, staffKept.length, 0, 'files')
  const travelled = kept.reduce((sum, { url }) => {
    const file = fileOf(url)
    return sum + (file.endsWith('.woff2') ? readFileSync(join(DIST, file)).length : gzipped(file))
  }, 0)
  row('whole offline store, as it travels', travelled / 1000, 600, 'kB', 1)
  const unpacked = kept.reduce((sum, { bytes }) => sum + bytes, 0) / 1000

  const offline: number[] = []
  await slowDown(page, false)
  await context.setOffline(true)
  for (let run = 0; run < RUNS; run++) offline.push(await usableAfter(page, '/my/wave', CRAVING))
  row(
    `craving screen, opened without a network (${SLOW.cpu}× slower CPU; median of ${RUNS})`,
    median(offline) / 1000,
    1,
    's',
    2,
  )
  await context.setOffline(false)

  // An ordinary day: open the app, say how I am, look at Today again.
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  let bytes = 0
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  await page.goto('/my/today')
  await page.goto('/my/check')
  await page
    .getByRole('group', { name: say('my-check:mood') })
    .getByRole('button')
    .nth(3)
    .click()
  await page.getByRole('button', { name: say('my-check:send'), exact: true }).click()
  await page.getByRole('main').getByText(say('shell:outbox.sent')).first().waitFor()
  await page.goto('/my/today')
  await page.getByRole('link', { name: new RegExp(say('my-today:wave')) }).waitFor()
  row('an ordinary day: Today, a check-in, Today', bytes / 1000, 50, 'kB', 1)
  await context.close()

  const wide = Math.max(...rows.map(({ what }) => what.length))
  for (const { what, is, bar, holds } of rows)
    console.log(`${what.padEnd(wide)}  ${is.padStart(10)}  ${bar.padStart(10)}  ${holds ? 'holds' : 'MISSED'}`)
  console.log(
    `\nUnpacked, the offline store is ${unpacked.toFixed(0)} kB in ${kept.length} files. Load of this machine while measuring: ${loadavg()[0]!.toFixed(1)}.`,
  )
} finally {
  await browser.close()
  await server.close()
}
process.exitCode = rows.length > 0 && rows.every(({ holds }) => holds) ? 0 : 1
