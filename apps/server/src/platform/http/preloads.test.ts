import { expect, test } from 'vitest'
import { pagesWithPreloads } from './preloads.ts'

const page = '<head><script src="/assets/index.js"></script><link rel="stylesheet" href="/assets/index.css"></head>'
const pageFor = pagesWithPreloads(page, {
  'index.html': { file: 'assets/index.js', css: ['assets/index.css'] },
  '_phone.js': { file: 'assets/phone.js', imports: ['index.html'], css: ['assets/phone.css'] },
  'src/bundles/my.ts': { file: 'assets/my.js', imports: ['index.html', '_phone.js'] },
  'src/bundles/public.ts': { file: 'assets/public.js', imports: ['_phone.js'] },
  'src/texts/shell.en.ts': { file: 'assets/shell.en.js' },
  'src/texts/my.en.ts': { file: 'assets/my.en.js' },
  'src/texts/my.es.ts': { file: 'assets/my.es.js' },
})
const named = (html: string) =>
  [...html.matchAll(/(modulepreload|stylesheet)" crossorigin href="\/assets\/([^"]+)"/g)].map((match) => match[2])

test('the page of an address names its files, those of what they import, and no file twice', () => {
  expect(named(pageFor('/my/today', 'en-US'))).toEqual(['my.js', 'phone.js', 'shell.en.js', 'my.en.js', 'phone.css'])
  expect(named(pageFor('/join/X', undefined))).toEqual(['public.js', 'phone.js', 'shell.en.js', 'phone.css'])
})

test('the words are those of the browser’s first language', () => {
  expect(named(pageFor('/my/check', 'es-US,es;q=0.9,en;q=0.8'))).toContain('my.es.js')
  expect(named(pageFor('/my/check', 'en-US,es;q=0.8'))).toContain('my.en.js')
})

test('pages built without a list of files are given as they are', () => {
  expect(pagesWithPreloads(page, {})('/my/today', 'en')).toBe(page)
})
