import type { RouteInput } from '@cairn/contract/route.ts'
import { roleMay } from '@cairn/program/access/may.ts'
import type { Role } from '@cairn/program/access/roles.ts'
import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import type { Actor, Context } from '../context.ts'
import { chooseActor, listMemberships } from '../identity/front-door.ts'
import { keepSession, type OpenSession } from '../identity/idle.ts'
import { ProblemError } from '../problem.ts'
import type { Services } from '../services.ts'
import type { App } from '../slice.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: RouteInput['access']
    problems?: readonly string[]
  }
  interface FastifyRequest extends Context {
    /** The signed-in account, also where no organization is named yet. */
    accountId: string | undefined
    sessionId: string | undefined
    /** Set by a handler that has just let somebody in: the session starts after the commit. */
    signInAs: string | undefined
  }
}

export function webHeaders(request: FastifyRequest): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  headers.set('x-cairn-address', request.ip)
  return headers
}

/** The nobody who acts on public routes: no person, no role; nothing in the access table allows it anything. */
const NOBODY: Actor = { accountId: '', organizationId: '', personId: '', role: 'participant', roles: [] }

/**
 * Wraps every handler of a contract route: who is it → may this role → one transaction inside the
 * organization → handler → commit → what waits for the commit → reply. A throw anywhere rolls all of it back.
 */
export function openTransactionPerRequest(app: App, services: Services): void {
  for (const name of [
    'tx',
    'now',
    'actor',
    'language',
    'vault',
    'requestId',
    'afterCommit',
    'accountId',
    'sessionId',
    'signInAs',
  ] as const)
    app.decorateRequest(name as never, undefined as never)

  /** Keeps the session, and finds who acts where the request names a place. False: it was idle too long. */
  const enter = (request: FastifyRequest, session: OpenSession, anywhere: boolean): Promise<boolean> =>
    services.database.transaction({}, async (tx) => {
      const memberships = await listMemberships(tx, session.accountId)
      const roles = memberships.map(({ role }) => role)
      if (!(await keepSession(tx, session, roles, request.now))) return false
      if (!anywhere)
        request.actor = chooseActor(
          session.accountId,
          memberships,
          header(request, 'x-cairn-organization'),
          header(request, 'x-cairn-role') as Role | undefined,
        )
      return true
    })

  app.addHook('onRoute', (route) => {
    const access = route.config?.access
    if (!access) return
    const handler = route.handler as RouteHandlerMethod
    route.handler = async function transaction(this: never, request: FastifyRequest, reply: FastifyReply) {
      const isOpen = access === 'public'
      const session =
        isOpen && !request.headers.cookie ? undefined : await services.auth.findSession(webHeaders(request))
      if (!isOpen && !session) throw new ProblemError('not_signed_in')
      const waiting: (() => unknown)[] = []
      request.now = services.clock.now()
      request.language = /^es/i.test(request.headers['accept-language'] ?? '') ? 'es' : 'en'
      request.vault = services.vault
      request.requestId = request.id
      request.afterCommit = (work) => waiting.push(work)
      request.actor = NOBODY
      if (session && (await enter(request, session, isOpen || access === 'account'))) {
        request.accountId = session.accountId
        request.sessionId = session.sessionId
      } else if (!isOpen) throw new ProblemError('not_signed_in')
      if (!isOpen && access !== 'account') {
        if (!roleMay(access, request.actor.role)) throw new ProblemError('not_allowed')
        // What lies below /my is a participant's own, also where staff may do the same for her at another address.
        if (isMine(route.url) && request.actor.role !== 'participant') throw new ProblemError('not_allowed')
      }
      const scope = { organizationId: request.actor.organizationId, memberId: request.actor.personId }
      const held = holdReply(reply)
      const result = await services.database
        .transaction(scope, async (tx) => {
          request.tx = tx
          return (handler as (this: never, request: FastifyRequest, reply: FastifyReply) => unknown).call(
            this,
            request,
            reply,
          )
        })
        .finally(held.letGo)
      if (request.signInAs)
        for (const cookie of await services.auth.startSession(request.signInAs, webHeaders(request)))
          reply.header('set-cookie', cookie)
      for (const work of waiting) await work()
      return held.isSent() ? held.payload() : result
    } as RouteHandlerMethod
  })
}

const isMine = (url: string): boolean => /^(\/api)?\/my\//.test(url)

/**
 * Nothing is answered before the commit: a handler's `reply.send` is kept until the transaction is over.
 * It gives back nothing, because a reply is a promise of its own end: awaiting it in here would wait for ever.
 */
function holdReply(reply: FastifyReply): { letGo(): void; isSent(): boolean; payload(): unknown } {
  const send = reply.send
  let kept: { payload: unknown } | undefined
  reply.send = ((payload?: unknown) => {
    kept = { payload }
  }) as FastifyReply['send']
  return {
    letGo: () => {
      reply.send = send
    },
    isSent: () => kept !== undefined,
    payload: () => kept?.payload,
  }
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}
