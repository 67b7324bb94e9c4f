import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { build, type Rolldown } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openBrowser } from '../../../../journeys/browser.ts'
import type * as OutboxModule from './outbox.ts'

// The outbox on a real IndexedDB in a real browser; only the network is played by the test.
const ORIGIN = 'https://phone.test'
declare const outbox: typeof OutboxModule

interface Arrived {
  id: string
  organization: string | null
}

let browser: Browser
let script: string
let context: BrowserContext
let arrived: Arrived[]
let answer: (id: string) => { status: number; body?: object } | 'offline'

beforeAll(async () => {
  const [result] = (await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      lib: { entry: join(import.meta.dirname, 'outbox.ts'), formats: ['iife'], name: 'outbox' },
    },
  })) as Rolldown.RolldownOutput[]
  script = (result!.output[0] as Rolldown.OutputChunk).code
  browser = await openBrowser()
}, 120_000)
afterAll(() => browser?.close())

beforeEach(async () => {
  arrived = []
  answer = () => ({ status: 201 })
  context = await browser.newContext()
  await context.route(`${ORIGIN}/**`, async (route) => {
    const request = route.request()
    if (!request.url().includes('/api/'))
      return route.fulfill({ contentType: 'text/html', body: '<html lang="en"></html>' })
    const { id } = request.postDataJSON() as { id: string }
    const reply = answer(id)
    if (reply === 'offline') return route.abort('internetdisconnected')
    if (reply.status < 300) arrived.push({ id, organization: await request.headerValue('x-cairn-organization') })
    return route.fulfill({
      status: reply.status,
      contentType: 'application/json',
      body: JSON.stringify(reply.body ?? {}),
    })
  })
})
afterEach(() => context?.close())

async function openTab(account = 'rosa'): Promise<Page> {
  const page = await context.newPage()
  await page.goto(ORIGIN)
  await page.addScriptTag({ content: script })
  await page.evaluate((name) => outbox.openOutbox(name), account)
  return page
}

const keep = (page: Page, ids: string[], accountId = 'rosa', organizationId = 'here') =>
  page.evaluate(
    async ({ ids, accountId, organizationId }) => {
      for (const id of ids)
        await outbox.keepAndSend({
          id,
          accountId,
          organizationId,
          role: 'participant',
          kind: 'checkIn',
          method: 'POST',
          path: '/my/check-ins',
          body: { id },
        })
    },
    { ids, accountId, organizationId },
  )
const networkIsBack = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('online')))
const entriesOf = (page: Page) =>
  page.evaluate(() =>
    outbox.outboxView().entries.map(({ id, state, problem }) => ({ id, state, title: problem?.title })),
  )
const until = (check: () => Promise<unknown> | unknown, what: unknown) =>
  expect.poll(check, { timeout: 20_000, interval: 100 }).toEqual(what)

test('a day of two hundred entries without a network survives a closed tab, and arrives once each, in order', async () => {
  answer = () => 'offline'
  const ids = Array.from({ length: 200 }, (_, at) => `entry-${String(at).padStart(3, '0')}`)
  const first = await openTab()
  await keep(first, ids)
  await first.close()
  expect(arrived).toEqual([])

  const second = await openTab()
  await until(async () => (await entriesOf(second)).length, 200)
  answer = () => ({ status: 201 })
  await networkIsBack(second)
  await until(() => arrived.length, 200)
  expect(arrived.map(({ id }) => id)).toEqual(ids)
  await until(() => entriesOf(second), [])
})

test('what the server says no to stays with its sentence, and the rest goes on', async () => {
  answer = (id) =>
    id === 'b' ? { status: 409, body: { code: 'id_taken', title: 'This was already saved.' } } : { status: 201 }
  const page = await openTab()
  await keep(page, ['a', 'b', 'c'])
  await until(() => arrived.map(({ id }) => id), ['a', 'c'])
  await until(() => entriesOf(page), [{ id: 'b', state: 'refused', title: 'This was already saved.' }])

  answer = () => ({ status: 201 })
  await page.evaluate(() => outbox.retryEntry(outbox.outboxView().entries[0]!.order))
  await until(() => entriesOf(page), [])
  expect(arrived.map(({ id }) => id)).toEqual(['a', 'c', 'b'])
})

test('an entry leaves under the organization in which it was made, and never under another account', async () => {
  answer = () => 'offline'
  const rosa = await openTab('rosa')
  await keep(rosa, ['from-rosa'], 'rosa', 'program-one')
  await rosa.close()

  answer = () => ({ status: 201 })
  const ana = await openTab('ana')
  await keep(ana, ['from-ana'], 'ana', 'program-two')
  await until(() => arrived, [{ id: 'from-ana', organization: 'program-two' }])
  await until(async () => (await entriesOf(ana)).map(({ id }) => id), ['from-rosa'])
  await ana.close()

  const again = await openTab('rosa')
  await networkIsBack(again)
  await until(() => arrived.at(-1), { id: 'from-rosa', organization: 'program-one' })
})

test('two tabs of one phone send each entry once', async () => {
  answer = () => 'offline'
  const one = await openTab()
  const two = await openTab()
  const ids = Array.from({ length: 30 }, (_, at) => `entry-${at}`)
  await keep(one, ids)
  answer = () => ({ status: 201 })
  await Promise.all([networkIsBack(one), networkIsBack(two)])
  await until(() => arrived.length, 30)
  await Promise.all([networkIsBack(one), networkIsBack(two)])
  await until(() => entriesOf(one), [])
  expect(arrived.map(({ id }) => id)).toEqual(ids)
})

test('a busy server is tried again by itself, later, and nothing is given up', async () => {
  let busy = true
  answer = () => (busy ? { status: 503 } : { status: 201 })
  const page = await openTab()
  await keep(page, ['a'])
  await until(() => page.evaluate(() => outbox.outboxView().entries[0]?.tries), 1)
  busy = false
  await until(() => arrived.map(({ id }) => id), ['a'])
})
