import { parseDocument } from '../../../../content/load.ts'

/** The words of a card of content/, ready for `t`: its `{{names}}` become the `{names}` that screens fill in. */
export function bodyOfCard(source: string): string {
  return parseDocument(source).body.replace(/\{\{([a-z0-9_]+)\}\}/g, '{$1}')
}
