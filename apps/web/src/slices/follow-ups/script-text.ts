import { oneStop } from '../../../../../content/one-stop.ts'

/** A document of content/ without its front matter and section ids, its placeholders filled. Unknown ones stay as they are. */
export function readable(source: string, values: Readonly<Record<string, string>>): string {
  const filled = source
    .replaceAll('\r\n', '\n')
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .replace(/^(#{1,6} .+?) \{#[a-z0-9-]+\}$/gm, '$1')
    .replace(/\{\{([a-z][a-z0-9_]*)\}\}/g, (whole, name: string) => values[name] ?? whole)
    .trim()
  return oneStop(filled, Object.values(values))
}
