import { CallError } from '@cairn/contract/call.ts'
import { changeOrganization, getOrganization } from '@cairn/contract/organizations.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts'

let app: TestApp
let coordinator: TestPerson
beforeAll(async () => {
  app = await openTestApp()
  coordinator = await app.aPerson(await app.anOrganization(), 'coordinator')
})
afterAll(() => app.close())

async function change(policy: Record<string, number>) {
  const { version, name, timeZone, languages, settings } = await app.as(coordinator)(getOrganization)
  return app.as(coordinator)(changeOrganization, {
    body: { version, name, timeZone, languages, settings: { ...settings, policy: { ...settings.policy, ...policy } } },
  })
}

test('the clocks of safety and of contacts are set by the program and come back as set', async () => {
  await change({ safetyTakenWithinMinutes: 10, safetyClosedWithinMinutes: 60, tryAgainAfterStaffedHours: 4 })
  expect((await app.as(coordinator)(getOrganization)).settings.policy).toMatchObject({
    safetyTakenWithinMinutes: 10,
    safetyClosedWithinMinutes: 60,
    tryAgainAfterStaffedHours: 4,
    messageAnswerAfterStaffedHours: 16,
  })
})

test.each([
  [{ safetyTakenWithinMinutes: 0 }, 'settings.policy.safetyTakenWithinMinutes'],
  [{ safetyTakenWithinMinutes: 241, safetyClosedWithinMinutes: 300 }, 'settings.policy.safetyTakenWithinMinutes'],
  [{ tryAgainAfterStaffedHours: 81 }, 'settings.policy.tryAgainAfterStaffedHours'],
  [{ safetyTakenWithinMinutes: 60, safetyClosedWithinMinutes: 60 }, 'settings.policy.safetyClosedWithinMinutes'],
])('a clock outside of its limits is refused by its name: %o', async (policy, field) => {
  const refused = await change(policy).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(CallError)
  expect(Object.keys((refused as CallError).problem.fields ?? {})).toEqual([field])
})
