import { betterAuth } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { emailOTP } from 'better-auth/plugins/email-otp'
import pg from 'pg'
import { z } from 'zod'
import { type Connection, connectionOptions } from '../database/connect.ts'
import type { PostBox } from '../mail.ts'
import { ProblemError } from '../problem.ts'
import type { OpenSession } from './idle.ts'

export interface AuthOptions {
  connection: Connection
  secret: string
  baseUrl: string
  postBox: PostBox
  now: () => Temporal.Instant
  /** The words of the sign-in mail, by its language. */
  codeMail: (code: string) => { subject: string; text: string }
  rateLimit: boolean
}

/** better-auth on schema `identity`: password and one-time code by mail; accounts are made by enrollment, not by it. */
export function openAuth({ connection, secret, baseUrl, postBox, now, codeMail, rateLimit }: AuthOptions) {
  const pool = new pg.Pool({
    ...connectionOptions(connection),
    max: 4,
    application_name: 'cairn_identity',
    options: '-c search_path=identity -c timezone=UTC',
  })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const auth = betterAuth({
    database: pool,
    secret,
    baseURL: baseUrl,
    basePath: '/api/auth',
    trustedOrigins: (request) => {
      // The tab's own origin, when it is the host that it talks to: a laptop is reached as localhost and by its address.
      const origin = request?.headers.get('origin')
      const host = request?.headers.get('host')
      return origin && host && URL.canParse(origin) && new URL(origin).host === host ? [origin] : []
    },
    logger: { level: 'error', log: () => {} },
    telemetry: { enabled: false },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 200 },
    session: {
      expiresIn: 60 * 60 * 24 * 365,
      updateAge: 60 * 60 * 24,
      additionalFields: { seenAt: { type: 'date', required: false, input: false } },
    },
    databaseHooks: {
      session: {
        create: {
          // Where somebody sits and with which browser is not held.
          before: async (session) => ({
            data: { ...session, ipAddress: null, userAgent: null, seenAt: new Date(now().epochMilliseconds) },
          }),
        },
      },
    },
    rateLimit: {
      enabled: rateLimit,
      storage: 'database',
      window: 60,
      max: 60,
      customRules: { '/sign-in/*': { window: 60, max: 8 } },
    },
    advanced: {
      useSecureCookies: baseUrl.startsWith('https:'),
      cookiePrefix: 'cairn',
      ipAddress: { ipAddressHeaders: ['x-cairn-address'] },
    },
    plugins: [
      emailOTP({
        storeOTP: 'hashed',
        disableSignUp: true,
        expiresIn: 600,
        allowedAttempts: 5,
        sendVerificationOTP: async ({ email, otp }) => postBox.send({ to: email, ...codeMail(otp) }),
      }),
      {
        id: 'cairn-session',
        endpoints: {
          // Never over HTTP: called after the front door has checked a code, an enrollment or a demo role.
          startSession: createAuthEndpoint(
            '/cairn/start-session',
            { method: 'POST', body: z.object({ accountId: z.string() }), metadata: { SERVER_ONLY: true } },
            async (ctx) => {
              const user = await ctx.context.internalAdapter.findUserById(ctx.body.accountId)
              if (!user) throw ctx.error('NOT_FOUND')
              const session = await ctx.context.internalAdapter.createSession(user.id)
              await setSessionCookie(ctx, { session, user })
              return ctx.json({ ok: true })
            },
          ),
        },
      },
    ],
  })
  return {
    handler: auth.handler,
    /** The session of a request's cookies, or undefined. */
    async findSession(headers: Headers): Promise<OpenSession | undefined> {
      // It keeps what went wrong to itself; only a database that is away keeps it from reading a session.
      const found = await auth.api.getSession({ headers }).catch((error: { statusCode?: number }) => {
        throw error.statusCode === 500 ? new ProblemError('unavailable') : error
      })
      if (!found) return undefined
      const { seenAt } = found.session as { seenAt?: Date | null }
      return {
        sessionId: found.session.id,
        accountId: found.user.id,
        seenAt: seenAt ? Temporal.Instant.fromEpochMilliseconds(seenAt.getTime()) : null,
      }
    },
    /**
     * Mails a sign-in code after the answer is out, and only to an address whose mailbox was proven: the answer, its time and
     * the mail tell nobody else who has an account here.
     */
    mailCode(email: string): void {
      postBox.later(async () => {
        const { rows } = await pool.query('select 1 from "user" where email = $1 and "emailVerified"', [email])
        if (rows.length > 0) await auth.api.sendVerificationOTP({ body: { email, type: 'sign-in' } })
      })
    },
    /** Starts a session for an account and returns the cookies to set. */
    async startSession(accountId: string, headers: Headers): Promise<string[]> {
      const response = (await auth.api.startSession({ body: { accountId }, headers, asResponse: true })) as Response
      return response.headers.getSetCookie()
    },
    /** A password hash as better-auth stores it (`identity.account.password`, provider `credential`). */
    hashPassword: async (password: string): Promise<string> => (await auth.$context).password.hash(password),
    async close() {
      await postBox.settled()
      await pool.end()
    },
  }
}

export type Auth = ReturnType<typeof openAuth>
