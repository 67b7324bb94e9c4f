import { listAgreements } from '@cairn/contract/agreements.ts'
import { client } from '@cairn/contract/call.ts'
import { signInToDemo } from '@cairn/contract/identity.ts'
import { makeInvitation } from '@cairn/contract/invitations.ts'
import { listMyPeople } from '@cairn/contract/mentoring.ts'
import { listPeople } from '@cairn/contract/people.ts'
import { listTalks } from '@cairn/contract/talks.ts'
import type { Role } from '@cairn/program/access/roles.ts'
import type { Browser, Page } from 'playwright-core'
import { ROUTES } from '../apps/web/src/routes.ts'
import type { OpenServer } from './open-server.ts'
import { clientOf, type Device, openDevice } from './phone.ts'

export interface PageVisit {
  /** As the table of routes names it. */
  route: string
  /** With real ids of the demo program. */
  path: string
  /** Who opens it; nobody in particular for the public pages. */
  role: Role | undefined
}

/** Who walks through the pages of a bundle. A page of the study is read by the evaluator, and so on. */
const WALKER: Partial<Record<Role, Role>> = { supervisor: 'coordinator', administrator: 'administrator' }

/** Every address of the product with somebody of the demo program who may open it. */
export async function listVisits(
  devices: ReadonlyMap<Role | undefined, Device>,
  server: OpenServer,
): Promise<PageVisit[]> {
  const as = async (role: Role) => clientOf(server, devices.get(role)!, role)
  const participant = await as('participant')
  const mentor = await as('mentor')
  const coordinator = await as('coordinator')
  const agreements = await participant.call(listAgreements, { params: { id: participant.personId } })
  const mine = (await mentor.call(listMyPeople)).items[0]!.person.id
  const talks = await mentor.call(listTalks, { params: { id: mine }, query: {} })
  const people = await coordinator.call(listPeople, { query: { status: 'active', limit: 1 } })
  const invitation = await coordinator.call(makeInvitation, {
    body: { id: crypto.randomUUID(), label: 'Front desk', uses: 'many', days: 30 },
  })
  const parts: Record<string, string | undefined> = {
    '/join/$code': invitation.code,
    '/my/questions/$instrument': 'phq-4',
    '/my/people/agreement/$id': agreements.items[0]?.id,
    '/mentor/people/$id': mine,
    '/mentor/talk/$id': talks.items[0]?.id,
    '/desk/people/$id': people.items[0]?.id,
  }
  return ROUTES.map(({ path, roles }) => {
    const part = parts[path]
    if (path.includes('$') && !part) throw new Error(`The demo program has nothing to show on ${path}.`)
    const first = roles[0]
    const role = path === '/my/wave' ? 'participant' : first && (WALKER[first] ?? first)
    return { route: path, path: part ? path.replace(/\$\w+/, part) : path, role }
  })
}

/** One browser per role of the demo program, signed in, and one for nobody. */
export async function enterDemo(browser: Browser, server: OpenServer): Promise<Map<Role | undefined, Device>> {
  const devices = new Map<Role | undefined, Device>()
  for (const role of [undefined, 'participant', 'mentor', 'coordinator', 'evaluator', 'administrator'] as const) {
    const device = await openDevice(browser, server, { withClock: false })
    // Each has an address of its own, as in life: the limit of requests a minute is per address.
    await device.context.setExtraHTTPHeaders({ 'x-forwarded-for': `10.0.0.${devices.size + 1}` })
    if (role) {
      const enter = client((input, init) =>
        device.context.request
          .fetch(`${server.url}${String(input)}`, {
            method: 'POST',
            data: init!.body as string,
            headers: { 'content-type': 'application/json' },
          })
          .then(async (reply) => new Response(await reply.text(), { status: reply.status() })),
      )
      await enter(signInToDemo, { body: { role } })
    }
    devices.set(role, device)
  }
  return devices
}

/** From the next page on, this browser speaks a language, as if it had been chosen there. */
export async function speakOn({ context }: Device, language: 'en' | 'es'): Promise<void> {
  await context.addInitScript(`try { localStorage.setItem('cairn.language', '"${language}"') } catch {}`)
}

/** Opens a page and waits until it shows itself, not its skeleton. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null)
}
