import { type Block, parseMarkdown, type Run } from './markdown.ts'
import styles from './prose.module.css'

const words = (runs: Run[]) => runs.map((run, at) => (run.bold ? <strong key={at}>{run.text}</strong> : run.text))

function Piece({ block, top }: { block: Block; top: number }) {
  if (block.kind === 'list') {
    const items = block.items.map((item, at) => <li key={at}>{words(item)}</li>)
    return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>
  }
  if (block.kind === 'quote') return <blockquote>{words(block.runs)}</blockquote>
  if (block.kind === 'paragraph') return <p>{words(block.runs)}</p>
  const Heading = `h${Math.min(6, Math.max(top, block.level + top - 1))}` as 'h1'
  return <Heading>{words(block.runs)}</Heading>
}

/** A text of content/ on the screen. `top`: the level of its first heading on this page. */
export function Prose({ text, top = 2 }: { text: string; top?: number }) {
  const blocks = parseMarkdown(text)
  const levels = blocks.map((block) => (block.kind === 'heading' ? block.level : 0))
  const title = levels.findIndex((level) => level > 0)
  // One title: what stands on its level further down is a part of it.
  const levelAt = (at: number) => (at === title ? 1 : Math.max(2, levels[at]! - levels[title]! + 1))
  return (
    <div className={styles.prose}>
      {blocks.map((block, at) => (
        <Piece key={at} block={block.kind === 'heading' ? { ...block, level: levelAt(at) } : block} top={top} />
      ))}
    </div>
  )
}
