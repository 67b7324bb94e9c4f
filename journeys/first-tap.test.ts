import { listMyCheckIns, listSharedCheckIns } from '@cairn/contract/check-ins.ts'
import { makeInvitation } from '@cairn/contract/invitations.ts'
import { addMentor } from '@cairn/contract/mentors.ts'
import { answerMyAsk, getMyAsks, listMyUseReports, listToldUse, saveMyDays } from '@cairn/contract/outcomes.ts'
import { makeSignInCode } from '@cairn/contract/sign-in-codes.ts'
import { getServed } from '@cairn/contract/study.ts'
import { listTalks } from '@cairn/contract/talks.ts'
import { getMentorToday } from '@cairn/contract/today.ts'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { type OpenServer, openServer } from './open-server.ts'
import { clientOf, type Device, moveTo, openDevice, tapsOf } from './phone.ts'
import { wordsOf } from './words.ts'

const es = wordsOf('es')
const en = wordsOf('en')
const newId = () => crypto.randomUUID()
const ELENA = { email: 'elena@casa.example', password: 'a long enough phrase' }

type As = Awaited<ReturnType<typeof clientOf>>

let server: OpenServer
let browser: Browser
let desk: Device
let rosa: Device
let maya: Device
let dana: Device
let coordinator: As
let dayOf: (date: string, time: string) => Promise<void>

/** What the screen asks, with its answers. */
const question = (page: Page, key: string, values?: Record<string, string>) =>
  page.getByRole('group', { name: es(key, values), exact: true })
const answer = (page: Page, key: string, choice: string) =>
  question(page, key)
    .getByRole('button', { name: es(choice), exact: true })
    .click()
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).first().waitFor()

/** The line of a person on the coordinator's board, in the second window; it is read anew until it says so. */
async function boardSays(name: string, what: RegExp): Promise<void> {
  const { page } = desk
  await expect
    .poll(
      async () => {
        await page.goto('/desk/board?whose=all')
        await page.getByRole('navigation', { name: en('desk-board:tabsLabel') }).waitFor()
        const line = page.getByRole('row', { name: new RegExp(name) })
        return (await line.count()) > 0 ? line.first().innerText() : 'nobody'
      },
      { timeout: 60_000, interval: 500 },
    )
    .toMatch(what)
}

beforeAll(async () => {
  // Monday, nine in the morning in New York.
  server = await openServer({ now: '2026-06-01T13:00:00Z' })
  browser = await openBrowser()
  desk = await openDevice(browser, server, { width: 1440, height: 900 })
  rosa = await openDevice(browser, server, { locale: 'es-MX' })
  maya = await openDevice(browser, server, { locale: 'es-MX' })
  dana = await openDevice(browser, server, { locale: 'es-MX' })
  dayOf = async (date, time) => {
    await moveTo(
      server,
      [desk, rosa, maya, dana],
      Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime('America/New_York').toInstant().toString(),
    )
    // Who sits at the desk signs in each day; a phone stays signed in.
    const reply = await desk.context.request.post('/api/auth/sign-in/email', { data: { ...ELENA, rememberMe: true } })
    expect(reply.status()).toBe(200)
    coordinator = await clientOf(server, desk, 'coordinator')
  }
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail' && process.env['SHOTS'])
    for (const [name, device] of Object.entries({ desk, rosa, maya, dana })) {
      await device.page.screenshot({ path: `${process.env['SHOTS']}/${name}.png` })
      console.log(name, device.page.url(), await device.page.locator('body').innerText())
    }
  // Without a network the browser itself says that a request did not arrive; everything else is a fault of ours.
  for (const { faults } of [desk, rosa, maya, dana].filter(Boolean))
    expect(faults.filter((fault) => !fault.includes('net::ERR_INTERNET_DISCONNECTED'))).toEqual([])
})

describe('Rosa, from the first tap to an answer', { timeout: 240_000 }, () => {
  let ids: { Maya: string; Dana: string }
  let code: string

  test('a program begins in the browser, with the code from the terminal', async () => {
    const { page } = desk
    await page.goto('/')
    await page.getByLabel(en('setup-begin:code')).fill(server.said.join(' ').match(/code (\S+)/)?.[1] ?? '')
    await page.getByLabel(en('setup-begin:organizationName')).fill('Casa Amiga')
    await page.getByLabel('Español').check()
    await page.getByLabel(en('setup-begin:yourName')).fill('Elena')
    await page.getByLabel(en('setup-begin:email')).fill(ELENA.email)
    await page.getByLabel(en('setup-begin:password'), { exact: true }).fill(ELENA.password)
    await page.getByRole('button', { name: en('setup-begin:go') }).click()
    await page.waitForURL('**/setup')
    await heading(page, en('setup:title'))
    coordinator = await clientOf(server, desk, 'coordinator')
  })

  test('the coordinator adds Maya and Dana, who sign in by a code, and makes an invitation', async () => {
    const mentor = {
      language: 'es' as const,
      email: null,
      supervisorId: coordinator.personId,
      capacity: 3,
      languages: ['en' as const, 'es' as const],
      gender: 'woman' as const,
      times: ['weekday_evening' as const],
      ways: ['in_person' as const, 'phone' as const],
      hoursWords: 'lunes a viernes, de 5 a 9 pm',
    }
    ids = { Maya: newId(), Dana: newId() }
    // Whoever has the fewest hellos to say greets; between equals the smaller id, so the ids are put in order.
    if (ids.Maya > ids.Dana) ids = { Maya: ids.Dana, Dana: ids.Maya }
    await coordinator.call(addMentor, {
      body: {
        ...mentor,
        id: ids.Maya,
        name: 'Maya',
        about: null,
        livedExperience: [{ topic: 'grief', released: true }],
      },
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
    for (const [id, { page }] of [
      [ids.Maya, maya],
      [ids.Dana, dana],
    ] as const) {
      const signIn = await coordinator.call(makeSignInCode, { params: { id } })
      await page.goto('/sign-in')
      await page.getByLabel(es('sign-in:staffCode')).fill(signIn.code)
      await page.getByRole('button', { name: es('sign-in:useStaffCode') }).click()
      await page.waitForURL('**/mentor/today')
      await heading(page, es('mentor-today:title'))
    }
    const invitation = await coordinator.call(makeInvitation, {
      body: { id: newId(), label: 'Front desk', uses: 'many', days: 30 },
    })
    expect(invitation.url).toBe(`${server.url}/join/${invitation.code}`)
    code = invitation.code
    await desk.page.goto('/desk/board')
    await desk.page.getByText(en('desk-board:first.title')).waitFor()
  })

  test('Rosa enrolls in five fields, reads the promise, and learns who says hello by when', async () => {
    const { page } = rosa
    await page.goto(`/join/${code}`)
    await page.getByRole('textbox', { name: es('join:name.question') }).fill('Rosa')
    await answer(page, 'join:reach.question', 'join:reach.phone')
    await page.getByLabel(es('join:reach.phoneNumber')).fill('555 0134')
    await answer(page, 'join:leave.question', 'join:no')
    await answer(page, 'join:watched.question', 'join:no')
    await answer(page, 'join:helpFirst.question', 'join:helpFirst.mentor')
    await page.getByRole('button', { name: es('join:next'), exact: true }).click()
    await page.getByRole('button', { name: es('join:goOn') }).click()
    await heading(page, es('join:hello.title'))
    await page.getByText(/^Maya te saluda a más tardar el martes, 9:0\d a/).waitFor()
    expect(page.url()).not.toContain(code)
    await boardSays('Rosa', /new, no hello yet.*Maya/s)
  })

  test('Maya says hello, and the line leaves the board', async () => {
    const { page } = maya
    await page.goto('/mentor/today')
    await heading(page, es('mentor-today:greet.title', { name: 'Rosa' }))
    await page.getByRole('button', { name: es('mentor-today:greet.record') }).click()
    await page.getByRole('button', { name: es('mentor-today:greet.said_hello') }).click()
    await page.getByText(es('mentor-today:greet.thanks', { name: 'Rosa' })).waitFor()
    await boardSays('Rosa', /^nobody$/)
  })

  test('she says what she wants; two mentors are suggested with reasons, and she picks Dana', async () => {
    const { page } = rosa
    await page.goto('/my/people/wishes')
    await answer(page, 'my-people:start.question', 'my-people:start.meet')
    await page.getByRole('button', { name: es('my-people:start.save') }).click()
    await page.getByText(es('my-people:start.saved'), { exact: true }).waitFor()
    await answer(page, 'my-people:wishes.experience', 'my-words:experiences.opioids')
    await answer(page, 'my-people:wishes.experience', 'my-words:experiences.parent')
    await page.getByRole('button', { name: es('my-people:wishes.save') }).click()
    await page.getByText(es('my-people:wishes.saved')).waitFor()
    await page.goto('/my/people')
    await page.getByRole('article').nth(1).waitFor()
    const [first, second] = await page.getByRole('article').allInnerTexts()
    expect(first).toContain('Dana')
    expect(first).toContain(es('my-people:reasons.shares', { topic: es('my-words:experiences.opioids') }))
    expect(first).toContain(es('my-people:reasons.shares', { topic: es('my-words:experiences.parent') }))
    expect(second).toContain('Maya')
    expect(second).toContain(es('my-people:reasons.does_not_share', { topic: es('my-words:experiences.opioids') }))
    // What Dana did not release is nobody's to read.
    expect(`${first}${second}`).not.toContain(es('my-words:experiences.prison'))
    await page.getByRole('button', { name: es('my-people:suggestions.choose', { name: 'Dana' }) }).click()
    await heading(page, es('my-people:proposal.asked', { name: 'Dana' }))
    await boardSays('Rosa', /waiting for an answer.*Dana/s)
  })

  test('Dana says yes, and both sign how they work together', async () => {
    const { page } = dana
    await page.goto('/mentor/today')
    await heading(page, es('mentor-today:match.title', { name: 'Rosa' }))
    await page.getByRole('button', { name: es('mentor-today:match.yes'), exact: true }).click()
    await page.getByRole('link', { name: es('mentor-today:match.sign') }).click()
    await page.getByRole('button', { name: es('mentor-today:agreement.read') }).click()
    await page.getByRole('article').getByText('lunes a viernes, de 5 a 9 pm').waitFor()
    await page.getByLabel(es('mentor-today:agreement.iRead')).check()
    await page.getByRole('button', { name: es('mentor-today:agreement.sign'), exact: true }).click()
    await page.getByText(es('mentor-today:agreement.waits', { name: 'Rosa' })).waitFor()

    await rosa.page.goto('/my/people')
    await rosa.page.getByRole('link', { name: es('my-people:agreement.open') }).click()
    await rosa.page.getByText('lunes a viernes, de 5 a 9 pm').waitFor()
    await rosa.page.getByRole('button', { name: es('my-people:agreement.sign') }).click()
    await rosa.page.getByText(/^Rosa firmó/).waitFor()
    await rosa.page.getByText(/^Dana firmó/).waitFor()
    await boardSays('Rosa', /^nobody$/)
  })

  test('they meet; Dana logs it in four taps, and Rosa says that it is right', async () => {
    const { page } = dana
    await page.goto('/mentor/today')
    await page.getByRole('link', { name: /Rosa/ }).click()
    await page
      .getByRole('button', { name: es('mentor-today:meeting.button') })
      .or(page.getByRole('link', { name: es('mentor-today:meeting.button') }))
      .click()
    await page
      .getByRole('group', { name: es('mentor-today:meeting.how') })
      .getByText(es('mentor-words:ways.in_person'), { exact: true })
      .click()
    await page.getByLabel(es('mentor-today:meeting.place')).fill('Café Sol')
    await page.getByRole('button', { name: es('mentor-today:meeting.book'), exact: true }).click()
    await heading(page, 'Rosa')

    await dayOf('2026-06-02', '17:50')
    await page.goto('/mentor/today')
    const toLog = page
      .getByRole('main')
      .getByRole('link', { name: es('mentor-today:logIt'), exact: true })
      .first()
    await toLog.waitFor()
    const before = await tapsOf(page)
    await toLog.click()
    const happened = page.getByRole('group', { name: es('mentor-log:happened') })
    await happened.waitFor()
    expect(
      await happened.getByRole('radio', { name: es('mentor-log:outcome.happened'), exact: true }).isChecked(),
    ).toBe(true)
    await page
      .getByRole('group', { name: es('mentor-log:workedOn') })
      .getByText(es('mentor-words:workedOn.family'))
      .click()
    await page
      .getByRole('group', { name: es('mentor-log:nextTime') })
      .getByText(/^Misma hora/)
      .click()
    await page.getByRole('button', { name: es('mentor-log:save'), exact: true }).click()
    await heading(page, es('mentor-log:saved.title'))
    expect((await tapsOf(page)) - before).toBeLessThanOrEqual(4)

    await dayOf('2026-06-02', '20:30')
    await rosa.page.goto('/my/today')
    await rosa.page.getByRole('button', { name: es('my-today:talk.right') }).click()
    await rosa.page.getByRole('button', { name: es('my-today:talk.faces.good') }).click()
    await rosa.page.getByRole('button', { name: es('shell:save'), exact: true }).click()
    const asRosa = await clientOf(server, rosa, 'participant')
    await expect
      .poll(
        async () =>
          (await asRosa.call(listTalks, { params: { id: asRosa.personId }, query: {} })).items.map(
            ({ outcome, minutes, confirmation }) => ({
              outcome,
              minutes,
              right: confirmation?.right,
              face: confirmation?.face,
            }),
          ),
        { timeout: 30_000 },
      )
      .toEqual([{ outcome: 'happened', minutes: 45, right: true, face: 'good' }])
  })

  test('that night, without a network, she rides out an urge from 8 to 4 and says how she is', async () => {
    const { page, context } = rosa
    // What her phone keeps, it keeps from the last time that there was a network.
    await page.goto('/my/check')
    await heading(page, es('my-check:title'))
    await question(page, 'my-check:sharing.question', { mentor: 'Dana' }).waitFor()
    await page.goto('/my/today')
    await page.evaluate(async () => void (await navigator.serviceWorker.ready))
    await dayOf('2026-06-02', '23:40')
    await context.setOffline(true)

    await page.goto('/my/wave')
    await page.getByRole('button', { name: /^8,/ }).click()
    await heading(page, es('my-wave:pick'))
    await page.getByRole('button', { name: /Respira/ }).click()
    await page.getByRole('button', { name: es('my-wave:leave') }).click()
    await heading(page, es('my-wave:howStrongNow'))
    await page.getByRole('button', { name: /^4,/ }).click()
    await page.getByText(es('my-wave:wentDown', { before: 8, after: 4 })).waitFor()

    await page.goto('/my/check')
    await question(page, 'my-check:sharing.question', { mentor: 'Dana' })
      .getByRole('button', { name: es('my-check:sharing.yes', { mentor: 'Dana' }) })
      .click()
    await answer(page, 'my-check:mood', 'my-check:moods.2')
    await answer(page, 'my-check:urges', 'my-check:strength.4')
    await answer(page, 'my-check:stress', 'my-check:strength.3')
    await answer(page, 'my-check:use.sinceCame', 'my-check:use.no')
    await page.getByRole('button', { name: es('my-check:send'), exact: true }).click()
    await heading(page, es('my-check:thanks'))
    await page.getByRole('main').getByText(es('shell:outbox.saved')).first().waitFor()
    const asRosa = await clientOf(server, rosa, 'participant')
    expect((await asRosa.call(listMyCheckIns, { query: {} })).items).toEqual([])

    await context.setOffline(false)
    await page.getByRole('main').getByText(es('shell:outbox.sent')).first().waitFor()
    await page.goto('/my/today')
    await heading(page, es('my-today:hello', { name: 'Rosa' }))
    const sent = (await asRosa.call(listMyCheckIns, { query: {} })).items
    expect(sent).toMatchObject([
      { day: '2026-06-02', mood: 2, urges: 4, stress: 3, use: 'no', shared: true, clock: 'fine' },
    ])
    // Dana may read the three answers, and nothing about use.
    const asDana = await clientOf(server, dana, 'mentor')
    const shared = (await asDana.call(listSharedCheckIns, { params: { id: asRosa.personId } })).items
    expect(shared).toEqual([{ id: sent[0]!.id, day: '2026-06-02', mood: 2, urges: 4, stress: 3, needs: [] }])
  })

  test('on Friday she says that she used; nobody learns of it before she chooses: Dana', async () => {
    const { page } = rosa
    await dayOf('2026-06-05', '19:00')
    await page.goto('/my/check')
    await page.getByRole('button', { name: es('my-check:tellYou') }).click()
    await heading(page, 'Gracias por contarnos')
    await page
      .getByText(/naloxona/i)
      .first()
      .waitFor()
    const choices = question(page, 'my-days:mayKnow.question')
    await choices.waitFor()
    for (const choice of await choices.getByRole('button').all())
      expect(await choice.getAttribute('aria-pressed')).toBe('false')
    await page.getByRole('button', { name: es('my-days:when.today'), exact: true }).click()
    // Touching the next question leaves the one about days: it is saved, and still nobody has been told.
    await answer(page, 'my-days:course.question', 'my-days:course.once')

    const asRosa = await clientOf(server, rosa, 'participant')
    await expect
      .poll(
        async () =>
          (await asRosa.call(listMyUseReports)).items.map(({ days, mayKnow, told }) => ({ days, mayKnow, told })),
        { timeout: 30_000 },
      )
      .toEqual([{ days: ['2026-06-05'], mayKnow: null, told: [] }])
    const readers = [
      await clientOf(server, dana, 'mentor'),
      coordinator,
      await clientOf(server, desk, 'supervisor'),
      await clientOf(server, maya, 'mentor'),
    ]
    const whatIsTold = (reader: As) =>
      reader.call(listToldUse, { params: { id: asRosa.personId } }).then(
        ({ items }) => items.length,
        (error: { problem?: { code: string } }) => error.problem?.code,
      )
    expect(await Promise.all(readers.slice(0, 3).map(whatIsTold))).toEqual([0, 'not_allowed', 0])
    expect(await whatIsTold(readers[3]!)).toBe('not_found')
    const need = async () =>
      (await readers[0]!.call(getMentorToday)).people.find(({ person }) => person.id === asRosa.personId)?.need ?? null
    expect(await need()).toBeNull()
    await boardSays('Rosa', /^nobody$/)

    await choices.getByRole('button', { name: es('my-days:mayKnow.mentor', { mentor: 'Dana' }), exact: true }).click()
    await page.getByRole('button', { name: es('my-days:done'), exact: true }).click()
    await heading(page, es('my-check:thanks'))
    await expect
      .poll(async () => (await need())?.items.map(({ reason }) => reason), { timeout: 60_000 })
      .toEqual(['asked for a call'])
    expect(await Promise.all(readers.slice(0, 3).map(whatIsTold))).toEqual([1, 'not_allowed', 0])
  })

  test('Dana sees Rosa first, with a reason that a stranger may read, and one line closes it', async () => {
    const { page } = dana
    await page.goto('/mentor/today')
    await page.getByText('pidió una llamada').waitFor()
    expect(await page.getByRole('main').innerText()).not.toMatch(/consum|recaíd|us[óo] /i)
    await boardSays('Rosa', /asked for a call.*Dana/s)

    await page.getByRole('link', { name: /Rosa/ }).first().click()
    await page
      .getByText(/eligió que sepas que consumió/)
      .first()
      .waitFor({ state: 'attached' })
    await page.goto('/mentor/today')
    await page.getByRole('button', { name: es('mentor-today:howDidItGo') }).click()
    await page.getByRole('button', { name: es('mentor-words:closings.reached'), exact: true }).click()
    await page.getByText(es('mentor-today:nobodyNeeds')).waitFor()
    await boardSays('Rosa', /^nobody$/)
  })

  test('on day 90 only the days that nobody knows are asked', async () => {
    const { page } = rosa
    const asRosa = await clientOf(server, rosa, 'participant')
    const days = (from: string, to: string) => {
      const all: string[] = []
      for (
        let day = Temporal.PlainDate.from(from);
        Temporal.PlainDate.compare(day, to) <= 0;
        day = day.add({ days: 1 })
      )
        all.push(day.toString())
      return all
    }
    // Between them lie two questions answered on time, and a summer about which she told as it went.
    for (const day of ['2026-07-01', '2026-07-31']) {
      await dayOf(day, '12:00')
      const [ask] = (await asRosa.call(getMyAsks, { query: { day } })).open
      await asRosa.call(answerMyAsk, {
        params: { id: ask!.id },
        body: {
          id: newId(),
          recordedAt: server.clock.now().toString({ smallestUnit: 'millisecond' }),
          zone: 'America/New_York',
          day,
          answer: 'no',
          days: [],
          otherDaysWithoutUse: true,
          course: null,
          mayKnow: null,
          supervisorToldSaid: false,
        },
      })
    }
    await dayOf('2026-08-30', '12:00')
    await boardSays('Rosa', /a few questions are due|quiet for/)
    await asRosa.call(saveMyDays, {
      body: {
        id: newId(),
        recordedAt: server.clock.now().toString({ smallestUnit: 'millisecond' }),
        zone: 'America/New_York',
        day: '2026-08-30',
        askId: null,
        days: [...days('2026-08-01', '2026-08-02'), ...days('2026-08-09', '2026-08-30')].map((day) => ({
          day,
          state: 'not_used' as const,
        })),
      },
    })
    await page.goto('/my/today')
    // The days and a check-in are open at the same time: one sitting.
    await page.getByText(es('my-today:due.questions.title')).waitFor()
    await page.getByText(es('my-today:due.questions.text', { count: 6 })).waitFor()
    await page.getByRole('link', { name: es('my-today:sitting.go') }).click()
    await page.getByText(es('my-days:told', { told: 24, of: 30 })).waitFor()
    await page.getByText(/^¿Y .*3.8.*ago/).waitFor()
    await answer(page, 'my-days:ask.question', 'my-days:ask.no')
    await page.getByRole('button', { name: es('my-days:save'), exact: true }).click()
    await heading(page, es('my-days:saved'))
    await expect
      .poll(async () =>
        (await asRosa.call(getMyAsks, { query: { day: '2026-08-30' } })).open.map(({ answered, unknown }) => ({
          answered,
          unknown,
        })),
      )
      .toEqual([{ answered: true, unknown: [] }])
  })

  test('the evaluation counts her, and says that it is too early to compare', async () => {
    const { page } = desk
    await page.goto('/study')
    await heading(page, en('study:title'))
    const served = await coordinator.call(getServed)
    expect(served.periods.at(-1)).toMatchObject({ enrolled: 1, served: 1, asked: 3, answered: 3 })
    await page.getByRole('link', { name: en('study:toAnswer') }).click()
    await page.getByRole('button', { name: en('study:compute') }).click()
    // She reads names, so hers are the figures of the quarter.
    await page.getByText(en('study:release', { until: 'Thu, Oct 1' })).waitFor({ timeout: 120_000 })
    const text = await page.getByRole('main').innerText()
    expect(text).toMatch(/too early|no comparison|cannot|not yet/i)
    expect(text).toMatch(/What is still needed/)
  })
})
