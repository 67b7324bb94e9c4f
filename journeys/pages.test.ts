import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROUTES } from '../apps/web/src/routes.ts'
import { openBrowser } from './browser.ts'
import { type OpenServer, openServer } from './open-server.ts'
import { enterDemo, listVisits, open, type PageVisit, speakOn } from './pages.ts'
import type { Device } from './phone.ts'

const WIDTHS = [
  { width: 360, height: 780 },
  { width: 1440, height: 900 },
] as const
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

let server: OpenServer
let browser: Browser
let devices: Awaited<ReturnType<typeof enterDemo>>
let visits: PageVisit[]

beforeAll(async () => {
  server = await openServer({ demo: true })
  browser = await openBrowser()
  devices = await enterDemo(browser, server)
  visits = await listVisits(devices, server)
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

/** What is wrong with a page as it stands, in words; nothing when it is well. `deep`: axe looks too. */
async function faultsOf(page: Page, where: string, deep: boolean): Promise<string[]> {
  const faults: string[] = []
  const titles = await page.getByRole('heading', { level: 1 }).count()
  if (titles !== 1) faults.push(`${where}: ${titles} headings of level 1`)
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  if (wide > 0) faults.push(`${where}: ${wide} px wider than the screen`)
  if (!deep) return faults
  // A page that is just changing its colours or its rows may be caught in between: what is wrong stays wrong.
  const first = await findingsOf(page, where)
  return [...faults, ...(first.length === 0 ? first : await findingsOf(page, where))]
}

async function findingsOf(page: Page, where: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => {
      const places = nodes.map(({ target }) => target.join(' ')).slice(0, 3)
      return `${where}: axe ${id} at ${places.join(', ')}`
    })
}

/** Whether Tab comes to the first thing that can be done on the page itself, and how that is shown. */
async function keyboardFaultsOf(page: Page, where: string): Promise<string[]> {
  const main = page.getByRole('main')
  const first = main.getByRole('button').or(main.getByRole('link')).or(main.getByRole('textbox')).first()
  if ((await first.count()) === 0 || !(await first.isEnabled())) return []
  const handle = (await first.elementHandle())!
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  for (let pressed = 0; pressed < 40; pressed++) {
    await page.keyboard.press('Tab')
    const seen = await handle.evaluate((element) => {
      if (document.activeElement !== element) return undefined
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
      return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none' ? 'shown' : 'hidden'
    })
    if (seen === 'shown') return []
    if (seen === 'hidden') return [`${where}: the focus cannot be seen`]
  }
  return [`${where}: Tab does not reach '${await first.innerText()}'`]
}

/** One page, opened once; then each width and theme as somebody would see it there. */
async function walk(device: Device, language: 'en' | 'es', { route, path }: PageVisit): Promise<string[]> {
  const { page } = device
  const faults: string[] = []
  device.faults.length = 0
  await page.setViewportSize(WIDTHS[0])
  await open(page, path)
  if (language === 'en') faults.push(...(await keyboardFaultsOf(page, `${route} by keyboard`)))
  for (const size of WIDTHS) {
    await page.setViewportSize(size)
    // Colours are the same in both languages: the dark ones are looked at once.
    for (const colorScheme of language === 'en' ? (['light', 'dark'] as const) : (['light'] as const)) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      // Colours are looked at when the new ones are there.
      await page.waitForFunction(
        (wanted) =>
          document.documentElement.dataset['mantineColorScheme'] === wanted &&
          document.getAnimations().every(({ playState }) => playState === 'finished'),
        colorScheme,
      )
      // Each width and each theme once is what axe can tell apart; all four together say nothing new and take a minute more.
      const deep = (size.width === 360) === (colorScheme === 'light')
      faults.push(...(await faultsOf(page, `${route} ${language} ${size.width} ${colorScheme}`, deep)))
    }
  }
  return [...faults, ...device.faults.map((fault) => `${route} ${language}: console: ${fault}`)]
}

test('every address of the table is walked', () => {
  expect(visits.map(({ route }) => route)).toEqual(ROUTES.map(({ path }) => path))
})

test.each(['en', 'es'] as const)(
  'every page is well in %s: one title, no sideways scroll, no serious finding, quiet console',
  { timeout: 600_000 },
  async (language) => {
    const faults: string[] = []
    for (const device of devices.values()) await speakOn(device, language)
    // Two at a time, each role in a browser of its own.
    const waiting = [...devices]
    const walker = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [role, device] = next
        for (const visit of visits.filter((one) => one.role === role))
          faults.push(
            ...(await walk(device, language, visit).catch((error) => [`${visit.route} ${language}: ${error}`])),
          )
      }
    }
    await Promise.all([walker(), walker()])
    expect(faults).toEqual([])
  },
)
