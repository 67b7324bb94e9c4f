/** The small Markdown of content/: headings, paragraphs, lists, quotes, **bold**. Pure; gives blocks, never HTML. */

export interface Run {
  text: string
  bold: boolean
}

export type Block =
  | { kind: 'heading'; level: number; runs: Run[] }
  | { kind: 'paragraph'; runs: Run[] }
  | { kind: 'quote'; runs: Run[] }
  | { kind: 'list'; ordered: boolean; items: Run[][] }

const ITEM = /^\s*(?:[-+*]|(\d+)\.)\s+(.*)$/

function runsOf(text: string): Run[] {
  return text
    .split(/\*\*/)
    .map((part, index) => ({ text: part.replace(/(^|[^\w])_([^_]+)_(?!\w)/g, '$1$2'), bold: index % 2 === 1 }))
    .filter((run) => run.text !== '')
}

/** Blocks of a text, in order. A line that only continues a paragraph or an item joins it. */
export function parseMarkdown(source: string): Block[] {
  const blocks: Block[] = []
  let open:
    | { kind: 'paragraph' | 'quote'; lines: string[] }
    | { kind: 'list'; ordered: boolean; items: string[] }
    | undefined
  const close = () => {
    if (open?.kind === 'list') blocks.push({ ...open, items: open.items.map(runsOf) })
    else if (open) blocks.push({ kind: open.kind, runs: runsOf(open.lines.join(' ')) })
    open = undefined
  }
  for (const line of source.replaceAll('\r\n', '\n').split('\n')) {
    const heading = /^(#{1,6})\s+(.*)$/.exec(line)
    const item = ITEM.exec(line)
    if (line.trim() === '') close()
    else if (heading) {
      close()
      blocks.push({ kind: 'heading', level: heading[1]!.length, runs: runsOf(heading[2]!) })
    } else if (item) {
      const ordered = item[1] !== undefined
      if (open?.kind !== 'list' || open.ordered !== ordered) {
        close()
        open = { kind: 'list', ordered, items: [] }
      }
      open.items.push(item[2]!)
    } else if (line.startsWith('>')) {
      if (open?.kind !== 'quote') {
        close()
        open = { kind: 'quote', lines: [] }
      }
      open.lines.push(line.replace(/^>\s?/, ''))
    } else if (open?.kind === 'list') open.items[open.items.length - 1] += ` ${line.trim()}`
    else {
      if (open?.kind !== 'paragraph') {
        close()
        open = { kind: 'paragraph', lines: [] }
      }
      open.lines.push(line.trim())
    }
  }
  close()
  return blocks
}
