import { betterAuth } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { emailOTP } from 'better-auth/plugins/email-otp'
import pg from 'pg'
import { z } from 'zod'
import { type Connection, connectionOptions } from '../database/connect.ts'
import type { SendMail } from '../mail.ts'

export interface AuthOptions {
  connection: Connection
  secret: string
  baseUrl: string
  sendMail: SendMail
  /** The words of the sign-in mail, by its language. */
  codeMail: (code: string) => { subject: string; text: string }
  rateLimit: boolean
}

/** better-auth on schema `identity`: password and one-time code by mail; accounts are made by enrollment, not by it. */
export function openAuth({ connection, secret, baseUrl, sendMail, codeMail, rateLimit }: AuthOptions) {
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
    session: { expiresIn: 60 * 60 * 24 * 365, updateAge: 60 * 60 * 24 },
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
        sendVerificationOTP: async ({ email, otp }) => {
          await sendMail({ to: email, ...codeMail(otp) })
        },
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
    /** The account of a request's cookies, or undefined. */
    async findAccount(headers: Headers): Promise<{ accountId: string; name: string; email: string } | undefined> {
      const found = await auth.api.getSession({ headers })
      return found ? { accountId: found.user.id, name: found.user.name, email: found.user.email } : undefined
    },
    /** Starts a session for an account and returns the cookies to set. */
    async startSession(accountId: string, headers: Headers): Promise<string[]> {
      const response = (await auth.api.startSession({ body: { accountId }, headers, asResponse: true })) as Response
      return response.headers.getSetCookie()
    },
    /** A password hash as better-auth stores it (`identity.account.password`, provider `credential`). */
    hashPassword: async (password: string): Promise<string> => (await auth.$context).password.hash(password),
    close: () => pool.end(),
  }
}

export type Auth = ReturnType<typeof openAuth>
