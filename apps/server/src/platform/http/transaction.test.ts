import { route } from '@cairn/contract/route.ts'
import Fastify from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts'
import { ProblemError } from '../problem.ts'
import type { App } from '../slice.ts'
import { answerErrors } from './errors.ts'
import { openTransactionPerRequest } from './transaction.ts'

let app: TestApp
let dana: TestPerson
beforeAll(async () => {
  app = await openTestApp()
  dana = await app.aPerson(await app.anOrganization(), 'coordinator')
})
afterAll(() => app.close())

const base = {
  method: 'POST',
  url: '/probe',
  access: 'people.enroll',
  replies: { 201: z.object({ ok: z.boolean() }) },
  summary: 'A probe.',
} as const

/** A server with one route, in which a handler writes a row and then does what the test says. */
async function probe(
  then: (reply: { code(n: number): { send(value: object): unknown } }) => unknown,
  onCommitted: () => void = () => {},
) {
  const server = Fastify()
    .setValidatorCompiler(validatorCompiler)
    .setSerializerCompiler(serializerCompiler) as unknown as App
  answerErrors(server)
  openTransactionPerRequest(server, app.services)
  server.route({
    ...route(base),
    handler: async (request, reply) => {
      request.afterCommit(onCommitted)
      await request.tx
        .insertInto('audit')
        .values({
          organizationId: request.actor.organizationId,
          id: crypto.randomUUID(),
          recordedAt: request.now,
          actorId: null,
          actorRole: 'probe',
          act: 'write',
          action: 'probe',
          subjectId: null,
          recordIds: [],
          requestId: 'probe',
          timeSlot: null,
        })
        .execute()
      return then(reply as never) as never
    },
  })
  const cookie = (await app.services.auth.startSession(dana.accountId, new Headers())).join('; ').split(';')[0]!
  const reply = await server.inject({
    method: 'POST',
    url: '/probe',
    headers: { cookie, 'x-cairn-organization': dana.organizationId },
  })
  await server.close()
  return reply
}

const rows = async () =>
  Number((await app.owner.query(`select count(*) from audit where actor_role = 'probe'`)).rows[0].count)

test('an answer goes out only after the commit, however the handler gives it', async () => {
  const order: string[] = []
  const reply = await probe(
    (one) => {
      const sent = one.code(201).send({ ok: true })
      order.push('handler done')
      return sent
    },
    () => order.push('committed'),
  )
  expect([reply.statusCode, reply.json()]).toEqual([201, { ok: true }])
  expect(order).toEqual(['handler done', 'committed'])
  expect(await rows()).toBe(1)
})

test('a refusal after a write leaves nothing behind and runs nothing that waited for the commit', async () => {
  const before = await rows()
  let ran = false
  const reply = await probe(
    () => {
      throw new ProblemError('not_found')
    },
    () => {
      ran = true
    },
  )
  expect([reply.statusCode, reply.json().code, ran]).toEqual([404, 'not_found', false])
  expect(await rows()).toBe(before)
})

test('something that was named and is not here is not found, also when only the database noticed', async () => {
  const reply = await probe(() => {
    throw Object.assign(new Error('violates foreign key constraint'), { code: '23503' })
  })
  expect([reply.statusCode, reply.json().code]).toEqual([404, 'not_found'])
})

test('an unexpected error says nothing of itself', async () => {
  const reply = await probe(() => {
    throw new Error('password is hunter2')
  })
  expect(reply.statusCode).toBe(500)
  expect(reply.body).not.toContain('hunter2')
})
