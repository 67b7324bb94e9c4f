// npm run screenshots — the pictures of the guides, from the demo program, into docs/images.
// npm run screenshots -- --all DIR — every page at every width, theme and language, to be looked at.
import { mkdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from './browser.ts'
import { type OpenServer, openServer } from './open-server.ts'
import { enterDemo, listVisits, open, type PageVisit, speakOn } from './pages.ts'
import type { Device } from './phone.ts'

const IMAGES = join(import.meta.dirname, '..', 'docs', 'images')
const MOST_BYTES = 150_000
const PHONE = { width: 360, height: 780 }
const TABLET = { width: 768, height: 1024 }
const DESK = { width: 1440, height: 900 }
/** Smaller than a desk, so that the guides' pictures stay light and their words large. */
const WINDOW = { width: 1100, height: 720 }

interface Picture {
  name: string
  route: string
  size: { width: number; height: number }
  language: 'en' | 'es'
  theme: 'light' | 'dark'
}

const phone = (
  name: string,
  route: string,
  language: 'en' | 'es' = 'en',
  theme: 'light' | 'dark' = 'light',
): Picture => ({
  name,
  route,
  size: PHONE,
  language,
  theme,
})
const desk = (name: string, route: string, theme: 'light' | 'dark' = 'light'): Picture => ({
  name,
  route,
  size: WINDOW,
  language: 'en',
  theme,
})

/** What the README and the guides show. */
const CHOSEN: readonly Picture[] = [
  phone('today', '/my/today'),
  phone('today-es', '/my/today', 'es'),
  phone('check-in', '/my/check'),
  phone('ride-it-out', '/my/wave', 'en', 'dark'),
  phone('who-sees', '/my/me/who-sees'),
  phone('help', '/help'),
  phone('mentor-today', '/mentor/today'),
  phone('mentor-log', '/mentor/log'),
  desk('board', '/desk/board'),
  desk('waiting', '/desk/waiting'),
  desk('follow-ups', '/desk/follow-ups'),
  desk('answer', '/study/answer'),
]

async function settle(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  // Charts come with a file of their own.
  if (new URL(page.url()).pathname === '/study/answer') await page.getByRole('main').getByRole('img').first().waitFor()
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
}

async function take(
  device: Device,
  { path }: PageVisit,
  picture: Omit<Picture, 'name' | 'route'>,
  file: string,
  fullPage = false,
) {
  const { page } = device
  await page.setViewportSize(picture.size)
  await page.emulateMedia({ colorScheme: picture.theme, reducedMotion: 'reduce' })
  await open(page, path)
  await settle(page)
  await page.screenshot({ path: file, fullPage, animations: 'disabled' })
}

/** A phone, the board and the answer side by side: one picture that says what this is. */
async function composeThree(browser: Browser): Promise<void> {
  const picture = (name: string) =>
    `data:image/png;base64,${readFileSync(join(IMAGES, `${name}.png`)).toString('base64')}`
  const context = await browser.newContext({ viewport: { width: 1360, height: 544 } })
  const page = await context.newPage()
  await page.setContent(`<!doctype html><style>
    body { margin: 0; background: #efeae1; display: flex; gap: 22px; align-items: center; justify-content: center; height: 544px }
    img { display: block; border-radius: 14px; box-shadow: 0 0 0 1px #ded7ca; background: #faf7f2 }
    .phone { height: 492px } .wide { width: 516px }
  </style><img class="phone" src="${picture('today')}" alt=""><img class="wide" src="${picture('board')}" alt=""><img class="wide" src="${picture('answer')}" alt="">`)
  await page.waitForFunction(() => [...document.images].every((image) => image.complete))
  await page.screenshot({ path: join(IMAGES, 'three-screens.png') })
  await context.close()
}

async function takeChosen(
  browser: Browser,
  devices: Map<unknown, Device>,
  visits: readonly PageVisit[],
): Promise<number> {
  mkdirSync(IMAGES, { recursive: true })
  for (const language of ['en', 'es'] as const) {
    for (const device of devices.values()) await speakOn(device, language)
    for (const picture of CHOSEN.filter((one) => one.language === language)) {
      const visit = visits.find(({ route }) => route === picture.route)!
      await take(devices.get(visit.role)!, visit, picture, join(IMAGES, `${picture.name}.png`))
    }
  }
  await composeThree(browser)
  let tooLarge = 0
  for (const name of [...CHOSEN.map((one) => one.name), 'three-screens']) {
    const { size } = statSync(join(IMAGES, `${name}.png`))
    if (size > MOST_BYTES) tooLarge++
    console.log(`docs/images/${name}.png  ${Math.round(size / 1000)} kB${size > MOST_BYTES ? '  TOO LARGE' : ''}`)
  }
  return tooLarge
}

async function takeAll(folder: string, devices: Map<unknown, Device>, visits: readonly PageVisit[]): Promise<void> {
  mkdirSync(folder, { recursive: true })
  let taken = 0
  for (const language of ['en', 'es'] as const)
    await Promise.all(
      [...devices].map(async ([role, device]) => {
        await speakOn(device, language)
        for (const visit of visits.filter((one) => one.role === role)) {
          const isDesk = /^\/(desk|study|setup)/.test(visit.route)
          for (const size of isDesk ? [PHONE, TABLET, DESK] : [PHONE, DESK])
            for (const theme of ['light', 'dark'] as const) {
              const name = `${visit.route.replace(/[/$]+/g, '-').replace(/^-|-$/g, '') || 'home'}.${size.width}.${theme}.${language}.png`
              await take(device, visit, { size, theme, language }, join(folder, name), true).then(
                () => taken++,
                (error: Error) => console.error(`${name}: ${error.message.split('\n')[0]}`),
              )
            }
        }
      }),
    )
  console.log(`${taken} pictures in ${folder}`)
}

const { values } = parseArgs({ options: { all: { type: 'string' } } })
let server: OpenServer | undefined
let browser: Browser | undefined
try {
  server = await openServer({ demo: true })
  browser = await openBrowser()
  const devices = await enterDemo(browser, server)
  const visits = await listVisits(devices, server)
  if (values.all) await takeAll(resolve(values.all), devices, visits)
  else if ((await takeChosen(browser, devices, visits)) > 0) process.exitCode = 1
} finally {
  await browser?.close()
  await server?.close()
}
