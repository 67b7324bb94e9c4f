import { parseDocument } from '../../../../content/load.ts'

const asNames = (text: string): string => text.replace(/\{\{([a-z0-9_]+)\}\}/g, '{$1}')

/** The words of a card of content/, ready for `t`: its `{{names}}` become the `{names}` that screens fill in. */
export function bodyOfCard(source: string): string {
  return asNames(parseDocument(source).body)
}

/** A card in two parts: the sections named stand open, the others are folded below. Each keeps its heading. */
export function splitCard(source: string, open: readonly string[]): { first: string; more: string } {
  const { sections } = parseDocument(source)
  const part = (isOpen: boolean) =>
    asNames(
      sections
        .filter(({ id }) => open.includes(id) === isOpen)
        .map(({ heading, text }) => `## ${heading}\n${text}`)
        .join('\n\n'),
    )
  return { first: part(true), more: part(false) }
}
