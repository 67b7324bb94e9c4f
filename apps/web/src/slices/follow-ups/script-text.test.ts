import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readable } from './script-text.ts'

test.each(['en', 'es'])('the phone script in %s reads without marks of its format', (language) => {
  const file = new URL(`../../../../../content/${language}/staff/phone-script-ask.md`, import.meta.url)
  const text = readable(readFileSync(file, 'utf8'), { organization: 'Harbor', mentor: 'Dana' })
  expect(text.startsWith('# ')).toBe(true)
  expect(text).not.toMatch(/\{#|\{\{|^---/m)
  expect(text).toContain('Harbor')
})
