import { makeInvitation, makeSignInCode } from '@cairn/contract/intake.ts'
import { addMentor } from '@cairn/contract/mentors.ts'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { type OpenServer, openServer } from './open-server.ts'
import { clientOf, type Device, moveTo, openDevice } from './phone.ts'
import { wordsOf } from './words.ts'

const es = wordsOf('es')
const en = wordsOf('en')
const newId = () => crypto.randomUUID()

let server: OpenServer
let browser: Browser
let desk: Device
let rosa: Device
let maya: Device
let dana: Device
let code: string
const everybody = () => [desk, rosa, maya, dana]
type As = Awaited<ReturnType<typeof clientOf>>
let coordinator: As

beforeAll(async () => {
  // Monday, nine in the morning in New York.
  server = await openServer({ now: '2026-06-01T13:00:00Z' })
  browser = await openBrowser()
  desk = await openDevice(browser, server, { width: 1440, height: 900 })
  rosa = await openDevice(browser, server, { locale: 'es-MX' })
  maya = await openDevice(browser, server, { locale: 'es-MX' })
  dana = await openDevice(browser, server, { locale: 'es-MX' })
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

describe('Rosa, from the first tap to an answer', () => {
  test('a program begins in the browser, with the code from the terminal', async () => {
    const { page } = desk
    await page.goto('/')
    await page.getByLabel(en('setup-begin:code')).fill(server.said.join(' ').match(/code (\S+)/)?.[1] ?? '')
    await page.getByLabel(en('setup-begin:organizationName')).fill('Casa Amiga')
    await page.getByLabel('Español').check()
    await page.getByLabel(en('setup-begin:yourName')).fill('Elena')
    await page.getByLabel(en('setup-begin:email')).fill('elena@casa.example')
    await page.getByLabel(en('setup-begin:password'), { exact: true }).fill('a long enough phrase')
    await page.getByRole('button', { name: en('setup-begin:go') }).click()
    await page.waitForURL('**/setup')
    coordinator = await clientOf(server, desk, 'coordinator')
  })

  test('the coordinator adds Maya and Dana and makes an invitation', async () => {
    const mentor = {
      language: 'es',
      email: null,
      supervisorId: coordinator.personId,
      capacity: 3,
      languages: ['en', 'es'],
      gender: 'woman',
      times: ['weekday_evening'],
      ways: ['in_person', 'phone'],
      hoursWords: 'lunes a viernes, de 5 a 9 pm',
    } as const
    const ids = { Maya: newId(), Dana: newId() }
    await coordinator.call(addMentor, {
      body: { ...mentor, id: ids.Maya, name: 'Maya', about: null, livedExperience: [{ topic: 'grief', released: true }] },
    })
    await coordinator.call(addMentor, {
      body: {
        ...mentor,
        id: ids.Dana,
        name: 'Dana',
        about: 'Tengo dos hijas y nueve años en recuperación.',
        livedExperience: [
          { topic: 'opioids', released: true },
          { topic: 'parent', released: true },
          { topic: 'prison', released: false },
        ],
      },
    })
    for (const [name, device] of [['Maya', maya], ['Dana', dana]] as const) {
      const signIn = await coordinator.call(makeSignInCode, { params: { id: ids[name] } })
      await device.page.goto('/sign-in')
      await device.page.getByLabel(es('sign-in:staffCode')).fill(signIn.code)
      await device.page.getByRole('button', { name: es('sign-in:useStaffCode') }).click()
      await device.page.waitForURL('**/mentor/today')
    }
    code = (
      await coordinator.call(makeInvitation, { body: { id: newId(), label: 'Front desk', uses: 'many', days: 30 } })
    ).code
    await desk.page.goto('/desk/board')
    await expect.poll(() => desk.page.getByRole('heading', { level: 1 }).innerText()).toContain(en('desk-board:title'))
  })
})
