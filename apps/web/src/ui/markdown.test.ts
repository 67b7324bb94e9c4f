import { expect, test } from 'vitest'
import { parseMarkdown } from './markdown.ts'

const plain = (text: string) => [{ text, bold: false }]

test('headings, paragraphs, lists and quotes become blocks in order', () => {
  expect(parseMarkdown('## Hello\nOne\ntwo.\n\n- a\n- b\n\n1. c\n\n> said')).toEqual([
    { kind: 'heading', level: 2, runs: plain('Hello') },
    { kind: 'paragraph', runs: plain('One two.') },
    { kind: 'list', ordered: false, items: [plain('a'), plain('b')] },
    { kind: 'list', ordered: true, items: [plain('c')] },
    { kind: 'quote', runs: plain('said') },
  ])
})

test('bold is kept apart, and a line that continues an item joins it', () => {
  expect(parseMarkdown('- **You.** May see\n  all of it')).toEqual([
    {
      kind: 'list',
      ordered: false,
      items: [
        [
          { text: 'You.', bold: true },
          { text: ' May see all of it', bold: false },
        ],
      ],
    },
  ])
})

test('a signature line and code-like words stay as they are written', () => {
  expect(parseMarkdown('Rosa: ______ Date: ____')[0]).toMatchObject({ runs: plain('Rosa: ______ Date: ____') })
  expect(parseMarkdown('<script>x</script>')).toEqual([{ kind: 'paragraph', runs: plain('<script>x</script>') }])
})
