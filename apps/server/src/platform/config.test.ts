import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ConfigError, parseConfig, SETTINGS } from './config.ts'

const faultOf = (environment: Record<string, string>) => {
  try {
    parseConfig(environment)
    return undefined
  } catch (error) {
    return error instanceof ConfigError ? error.message : error
  }
}

test('an empty environment is a server for this machine only, on port 3000', () => {
  expect(parseConfig({})).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    baseUrl: 'http://localhost:3000',
    demo: 'when_empty',
    databaseUrl: undefined,
  })
})

test('a wrong value stops the start with a sentence that names it', () => {
  expect(faultOf({ PORT: 'eighty' })).toBe('PORT is "eighty"; it must be a whole number from 0 to 65535.')
  expect(faultOf({ PORT: '70000' })).toMatch(/^PORT is "70000"/)
  expect(faultOf({ DATABASE_URL: 'mysql://x' })).toBe(
    'DATABASE_URL must be an address that starts with postgres:// or postgresql://.',
  )
  expect(faultOf({ CAIRN_DEMO: 'yes' })).toBe('CAIRN_DEMO is "yes"; it must be one of: 0, 1, (empty).')
  expect(faultOf({ SMTP_URL: 'smtp://localhost' })).toBe('SMTP_URL is set, so MAIL_FROM must say who the mail is from.')
  expect(faultOf({ CAIRN_SECRET: 'short' })).toBe('CAIRN_SECRET must be at least 32 characters long.')
  expect(faultOf({ TRUST_PROXY: '10.0.0.0/33' })).toMatch(/^TRUST_PROXY holds "10.0.0.0\/33"/)
  expect(faultOf({ TRUST_PROXY: 'loopback, everybody' })).toMatch(/^TRUST_PROXY holds "everybody"/)
  expect(faultOf({ LOG_LEVEL: 'loud' })).toMatch(/^LOG_LEVEL is "loud"/)
})

test('whose word is taken for where a request comes from is said by name, address or network', () => {
  expect(parseConfig({}).trustProxy).toEqual(['loopback'])
  expect(parseConfig({ TRUST_PROXY: '10.0.0.7, fd00::/8,uniquelocal' }).trustProxy).toEqual([
    '10.0.0.7',
    'fd00::/8',
    'uniquelocal',
  ])
  expect(parseConfig({ TRUST_PROXY: 'none' }).trustProxy).toBe(false)
})

test('the documented table is the table that is read', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../../docs/configuration.md'), 'utf8')
  for (const [name, { fallback, what }] of Object.entries(SETTINGS))
    expect(page).toContain(`| \`${name}\` | ${fallback ? `\`${fallback}\`` : '(empty)'} | ${what} |`)
})
