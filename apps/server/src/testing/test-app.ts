import { randomUUID } from 'node:crypto'
import { type CallableRoute, CallError, type CallInput, client, type Reply } from '@cairn/contract/call.ts'
import type { Role } from '@cairn/program/access/roles.ts'
import pg from 'pg'
import { inject } from 'vitest'
import { buildApp } from '../app.ts'
import { clockAt } from '../platform/clock.ts'
import { parseConfig } from '../platform/config.ts'
import type { Context } from '../platform/context.ts'
import { type Connection, openDatabase } from '../platform/database/connect.ts'
import { addMembership, makeAccount } from '../platform/identity/front-door.ts'
import { newId } from '../platform/ids.ts'
import { runJob } from '../platform/jobs.ts'
import type { SendMail } from '../platform/mail.ts'
import { openServices } from '../platform/open-services.ts'
import { openSecrets } from '../platform/secrets.ts'
import { addMentor, addParticipant, addPerson } from '../slices/people/index.ts'
import { SLICES } from '../slices.ts'

export interface TestPerson {
  organizationId: string
  personId: string
  accountId: string
  role: Role
  name: string
}

/** The real app on a database of its own (a clone of the migrated template), with a clock that the test moves. */
export async function openTestApp({
  now = '2026-06-01T15:00:00Z',
  mail,
}: {
  now?: string
  /** Where mail goes; left out: nowhere, and screens say so. */
  mail?: SendMail
} = {}) {
  const { dataDir, host, port } = inject('postgres')
  const secrets = openSecrets(dataDir)
  const database = `t_${randomUUID().replaceAll('-', '')}`
  const admin = new pg.Client({
    host,
    port,
    user: 'cairn_owner',
    password: secrets.database.owner,
    database: 'postgres',
  })
  await admin.connect()
  await admin.query(`create database ${database} template cairn_template`)
  const owner = new pg.Client({ host, port, user: 'cairn_owner', password: secrets.database.owner, database })
  await owner.connect()
  const connectionOf = (role: 'app' | 'jobs', max: number): Connection => ({
    host,
    port,
    database,
    user: `cairn_${role}`,
    password: secrets.database[role],
    max,
  })
  const clock = clockAt(now)
  const config = parseConfig({
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    BASE_URL: 'http://localhost:3000',
    CAIRN_DEMO: '0',
  })
  const services = openServices({
    config,
    secrets,
    clock,
    database: openDatabase(connectionOf('app', 16)),
    jobsDatabase: openDatabase(connectionOf('jobs', 4)),
    identityConnection: connectionOf('app', 4),
    rateLimit: false,
    ...(mail && { mail: { sendMail: mail, mailWorks: true } }),
  })
  const app = await buildApp(services)
  await app.ready()
  const cookies = new Map<string, { cookie: string; at: Temporal.Instant }>()

  /** A test that lets hours pass means that people sign in again, not that they sat there. */
  const cookieOf = async (person: TestPerson): Promise<string> => {
    const known = cookies.get(person.accountId)
    const idle = known && Math.abs(clock.now().since(known.at).total('hours'))
    if (known && idle! < 1) return known.cookie
    const started = (await services.auth.startSession(person.accountId, new Headers()))
      .map((cookie) => cookie.split(';')[0])
      .join('; ')
    cookies.set(person.accountId, { cookie: started, at: clock.now() })
    return started
  }

  /** Runs work inside an organization as the server would, for arranging a test. */
  const inside = async <T>(
    organizationId: string,
    work: (ctx: Context) => Promise<T>,
    actor: Partial<Context['actor']> = {},
  ): Promise<T> => {
    const waiting: (() => unknown)[] = []
    const result = await services.database.transaction({ organizationId, memberId: actor.personId }, (tx) =>
      work({
        tx,
        now: clock.now(),
        vault: services.vault,
        language: 'en',
        requestId: 'test',
        afterCommit: (one) => waiting.push(one),
        actor: { accountId: '', organizationId, personId: '', role: 'coordinator', roles: ['coordinator'], ...actor },
      }),
    )
    for (const one of waiting) await one()
    return result
  }

  return {
    app,
    services,
    clock,
    owner,
    inside,

    async anOrganization({
      name = 'Casa Amiga',
      timeZone = 'America/New_York',
      settings = {} as object,
    } = {}): Promise<string> {
      const id = newId(clock.now())
      await owner.query(
        'insert into organizations (id, name, time_zone, settings, created_at) values ($1, $2, $3, $4, $5)',
        [id, name, timeZone, JSON.stringify(settings), clock.now().toString()],
      )
      return id
    },

    /** Adds a person with an account and one role (and the participant's or mentor's anchor row). */
    async aPerson(
      organizationId: string,
      role: Role,
      {
        name = role as string,
        language = 'en' as 'en' | 'es',
        capacity = 4,
        languages = ['en', 'es'],
        enrolledOn = undefined as string | undefined,
      } = {},
    ): Promise<TestPerson> {
      const personId = newId(clock.now())
      const accountId = randomUUID()
      await inside(organizationId, async (ctx) => {
        await addPerson(ctx, { id: personId, name, language })
        if (role === 'participant')
          await addParticipant(ctx, {
            id: personId,
            status: 'active',
            enrolledOn: enrolledOn
              ? Temporal.PlainDate.from(enrolledOn)
              : clock.now().toZonedDateTimeISO('America/New_York').toPlainDate(),
            timeZone: 'America/New_York',
          })
        if (role === 'mentor') await addMentor(ctx, { id: personId, capacity, languages })
        await makeAccount(ctx.tx, { id: accountId, email: null })
        await addMembership(ctx.tx, { accountId, organizationId, personId, role, now: clock.now() })
      })
      return { organizationId, personId, accountId, role, name }
    },

    /** Any request, as one person: for what the typed client would refuse to send. */
    async rawCall(
      person: TestPerson,
      request: {
        method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
        url: string
        payload?: object | string
        headers?: Record<string, string>
      },
    ) {
      return app.inject({
        ...request,
        headers: {
          cookie: await cookieOf(person),
          'x-cairn-organization': person.organizationId,
          'x-cairn-role': person.role,
          ...request.headers,
        },
      })
    },

    /** The typed client as one person (or nobody), on the real app. */
    as(person: TestPerson | undefined, language: 'en' | 'es' = 'en') {
      const fetcher = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
        const reply = await app.inject({
          method: init?.method as 'GET',
          url: String(url),
          headers: {
            'accept-language': language,
            ...(init?.headers as Record<string, string>),
            ...(person && { cookie: await cookieOf(person) }),
          },
          ...(init?.body ? { payload: init.body as string } : {}),
        })
        return new Response(
          [204, 304].includes(reply.statusCode) ? null : (reply.rawPayload as Uint8Array<ArrayBuffer>),
          { status: reply.statusCode, headers: { 'content-type': String(reply.headers['content-type'] ?? '') } },
        )
      }
      return client(
        fetcher as typeof fetch,
        '/api',
        (): Record<string, string> =>
          person ? { 'x-cairn-organization': person.organizationId, 'x-cairn-role': person.role } : {},
      )
    },

    /** The code of the problem that a call is refused with; undefined when it is answered. */
    async refusal<R extends CallableRoute>(
      person: TestPerson | undefined,
      route: R,
      input?: CallInput<R>,
    ): Promise<string | undefined> {
      try {
        await (this.as(person) as (route: R, input?: CallInput<R>) => Promise<Reply<R>>)(route, input)
        return undefined
      } catch (error) {
        if (error instanceof CallError) return error.problem.code
        throw error
      }
    },

    /** Runs a slice's job now, for every organization. A job's error fails the test. */
    async runJob(name: string): Promise<void> {
      const job = SLICES.flatMap((slice) => slice.jobs ?? []).find((one) => one.name === name)
      if (!job) throw new Error(`No slice has a job named ${name}`)
      await runJob(job, services, (error) => {
        throw error
      })
    },

    async countRows(table: string): Promise<number> {
      return Number((await owner.query(`select count(*) from ${table}`)).rows[0].count)
    },

    async close(): Promise<void> {
      await app.close()
      await services.auth.close()
      await services.database.close()
      await services.jobsDatabase.close()
      await owner.end()
      await admin.query(`drop database if exists ${database} with (force)`)
      await admin.end()
    },
  }
}

export type TestApp = Awaited<ReturnType<typeof openTestApp>>
