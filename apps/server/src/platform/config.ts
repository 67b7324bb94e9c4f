import { isIP } from 'node:net'
import { resolve } from 'node:path'

/** Everything that the environment may set, in one table; docs/configuration.md is checked against it by a test. */
export const SETTINGS = {
  PORT: { fallback: '3000', what: 'The port that the server listens on.' },
  HOST: { fallback: '127.0.0.1', what: 'The address that it listens on. 0.0.0.0 for all.' },
  DATA_DIR: { fallback: './data', what: 'Where the database, secrets and exports live.' },
  DATABASE_URL: {
    fallback: '',
    what: 'An existing PostgreSQL (15 or newer), as its owner. Empty: the one that comes by npm.',
  },
  BASE_URL: { fallback: '', what: 'The address that people use, for links and cookies. Empty: http://HOST:PORT.' },
  TRUST_PROXY: {
    fallback: 'loopback',
    what: 'Whose X-Forwarded-For tells where a request comes from: addresses or networks with commas between (10.0.0.7, 10.1.0.0/16), loopback, linklocal, uniquelocal, or none. Limits on tries by address need it right.',
  },
  SMTP_URL: {
    fallback: '',
    what: 'Where mail goes, as smtp://user:password@host:port. Empty: no mail is sent, and screens say so.',
  },
  MAIL_FROM: { fallback: '', what: 'The sender of mail. Needed when SMTP_URL is set.' },
  CAIRN_DEMO: {
    fallback: '',
    what: '1: insist on the demo program; 0: start empty. Empty: the demo on an empty folder.',
  },
  CAIRN_SECRET: {
    fallback: '',
    what: 'The secret for sessions and keys (32 bytes or more). Empty: made once and kept in DATA_DIR.',
  },
  LOG_LEVEL: { fallback: 'info', what: 'fatal, error, warn, info, debug or silent.' },
} as const

export type Environment = Readonly<Record<string, string | undefined>>

export interface Config {
  port: number
  host: string
  dataDir: string
  databaseUrl: string | undefined
  baseUrl: string
  /** False: nobody's word counts but the connection's own address. */
  trustProxy: string[] | false
  smtpUrl: string | undefined
  mailFrom: string | undefined
  demo: 'insist' | 'never' | 'when_empty'
  secret: string | undefined
  logLevel: string
}

/** A setting that cannot be used. Its message is the whole sentence that the person who starts Cairn sees. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

function oneOf<T>(name: string, value: string, choices: Record<string, T>): T {
  const found = choices[value]
  if (found === undefined)
    throw new ConfigError(
      `${name} is "${value}"; it must be one of: ${Object.keys(choices)
        .map((c) => c || '(empty)')
        .join(', ')}.`,
    )
  return found
}

function url(name: string, value: string, protocols: string[]): string | undefined {
  if (value === '') return undefined
  const parsed = URL.canParse(value) ? new URL(value) : undefined
  if (!parsed || !protocols.includes(parsed.protocol))
    throw new ConfigError(`${name} must be an address that starts with ${protocols.map((p) => `${p}//`).join(' or ')}.`)
  return value
}

const NAMED_NETWORKS = ['loopback', 'linklocal', 'uniquelocal']

function networks(name: string, value: string): string[] | false {
  if (value === 'none') return false
  const parts = value.split(',').map((part) => part.trim())
  for (const part of parts) {
    const [address, bits, more] = part.split('/')
    const family = isIP(address ?? '')
    const isNetwork = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
    if (!NAMED_NETWORKS.includes(part) && (family === 0 || !isNetwork || more !== undefined))
      throw new ConfigError(
        `${name} holds "${part}"; it must be addresses or networks with commas between, ${NAMED_NETWORKS.join(', ')}, or none.`,
      )
  }
  return parts
}

/** Parses the environment once. A wrong value throws ConfigError with a sentence; nothing else reads process.env. */
export function parseConfig(environment: Environment): Config {
  const get = (name: keyof typeof SETTINGS) => (environment[name] ?? '').trim() || SETTINGS[name].fallback
  const port = Number(get('PORT'))
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new ConfigError(`PORT is "${get('PORT')}"; it must be a whole number from 0 to 65535.`)
  const host = get('HOST')
  const smtpUrl = url('SMTP_URL', get('SMTP_URL'), ['smtp:', 'smtps:'])
  const mailFrom = get('MAIL_FROM') || undefined
  if (smtpUrl && !mailFrom) throw new ConfigError('SMTP_URL is set, so MAIL_FROM must say who the mail is from.')
  const secret = get('CAIRN_SECRET') || undefined
  if (secret && secret.length < 32) throw new ConfigError('CAIRN_SECRET must be at least 32 characters long.')
  const baseUrl = url('BASE_URL', get('BASE_URL'), ['http:', 'https:'])
  return {
    port,
    host,
    dataDir: resolve(get('DATA_DIR')),
    databaseUrl: url('DATABASE_URL', get('DATABASE_URL'), ['postgres:', 'postgresql:']),
    baseUrl: (baseUrl ?? `http://${host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host}:${port}`).replace(
      /\/$/,
      '',
    ),
    trustProxy: networks('TRUST_PROXY', get('TRUST_PROXY')),
    smtpUrl,
    mailFrom,
    demo: oneOf('CAIRN_DEMO', get('CAIRN_DEMO'), { '': 'when_empty', '0': 'never', '1': 'insist' } as const),
    secret,
    logLevel: oneOf('LOG_LEVEL', get('LOG_LEVEL'), {
      fatal: 'fatal',
      error: 'error',
      warn: 'warn',
      info: 'info',
      debug: 'debug',
      silent: 'silent',
    }),
  }
}
