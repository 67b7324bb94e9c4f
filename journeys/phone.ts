import { client } from '@cairn/contract/call.ts'
import { getMe } from '@cairn/contract/identity.ts'
import type { Role } from '@cairn/program/access/roles.ts'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { OpenServer } from './open-server.ts'

export interface Device {
  context: BrowserContext
  page: Page
  /** Sentences that the browser wrote to its console as errors, and errors that nobody caught. */
  faults: string[]
}

interface DeviceOptions {
  locale?: string
  timezoneId?: string
  width?: number
  height?: number
  colorScheme?: 'light' | 'dark'
  /** Without it the browser keeps the machine's own time. */
  withClock?: boolean
}

/** Somebody's phone (or, wider, a desk's screen): a browser of its own that has never been here. */
export async function openDevice(
  browser: Browser,
  server: Pick<OpenServer, 'url' | 'clock'>,
  {
    locale = 'en-US',
    timezoneId = 'America/New_York',
    width = 360,
    height = 780,
    colorScheme = 'light',
    withClock = true,
  }: DeviceOptions = {},
): Promise<Device> {
  const isPhone = width < 600
  const context = await browser.newContext({
    baseURL: server.url,
    locale,
    timezoneId,
    colorScheme,
    viewport: { width, height },
    hasTouch: isPhone,
    isMobile: isPhone,
  })
  context.setDefaultTimeout(30_000)
  if (withClock) await context.clock.install({ time: server.clock.now().epochMilliseconds })
  await context.addInitScript(() => {
    Object.assign(globalThis, { cairnTaps: 0 })
    document.addEventListener(
      'pointerdown',
      () => Object.assign(globalThis, { cairnTaps: Reflect.get(globalThis, 'cairnTaps') + 1 }),
      true,
    )
  })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  page.on('pageerror', (error) => faults.push(String(error)))
  return { context, page, faults }
}

/** The same time everywhere in the story: on the server and on every phone. */
export async function moveTo(server: OpenServer, devices: readonly Device[], instant: string): Promise<void> {
  server.clock.moveTo(instant)
  for (const { context } of devices) await context.clock.setSystemTime(server.clock.now().epochMilliseconds)
}

/** The typed client with the session of a device, in one role: what that person could ask the server beside the screens. */
export async function clientOf(server: OpenServer, { context }: Device, role: Role) {
  const cookie = (await context.cookies(server.url)).map(({ name, value }) => `${name}=${value}`).join('; ')
  const withCookie =
    (headers: Record<string, string>): typeof fetch =>
    (input, init) =>
      fetch(`${server.url}${String(input)}`, {
        ...init,
        headers: { ...(init?.headers as Record<string, string>), ...headers, cookie },
      })
  const me = await client(withCookie({}))(getMe)
  const place = me.places[0]
  if (!place) throw new Error('Nobody is signed in on this device.')
  const call = client(withCookie({ 'x-cairn-organization': place.organizationId, 'x-cairn-role': role }), '/api')
  return { call, personId: place.personId }
}

/** How often the screen was touched since this page was loaded. */
export const tapsOf = (page: Page): Promise<number> =>
  page.evaluate(() => Reflect.get(globalThis, 'cairnTaps') as number)
