import { List, Text, Title } from '@mantine/core'
import { Fragment, type ReactNode } from 'react'

type Block =
  | { kind: 'heading'; level: 1 | 2 | 3 | 4; text: string }
  | { kind: 'list'; items: string[] }
  | { kind: 'quote' | 'paragraph'; text: string }

/** Splits the small Markdown of content/ into blocks: headings, lists, quotes, paragraphs. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = []
  const begin = <B extends Block>(block: B): B => {
    blocks.push(block)
    return block
  }
  for (const part of markdown.replaceAll('\r\n', '\n').split(/\n\s*\n/)) {
    const lines = part.split('\n').filter((line) => line.trim() !== '' && !/^---+$/.test(line.trim()))
    let open: Block | undefined
    for (const line of lines) {
      const heading = /^(#{1,4}) (.+?)(?: \{#[a-z0-9-]+\})?$/.exec(line)
      const item = /^[-*] (.+)$/.exec(line) ?? /^\d+\. (.+)$/.exec(line)
      const quote = /^> ?(.*)$/.exec(line)
      if (heading) {
        blocks.push({ kind: 'heading', level: heading[1]!.length as 1 | 2 | 3 | 4, text: heading[2]! })
        open = undefined
      } else if (item) {
        if (open?.kind === 'list') open.items.push(item[1]!)
        else open = begin({ kind: 'list', items: [item[1]!] })
      } else if (quote) {
        if (open?.kind === 'quote') open.text += ` ${quote[1]}`
        else open = begin({ kind: 'quote', text: quote[1]! })
      } else if (open?.kind === 'list') open.items[open.items.length - 1] += ` ${line.trim()}`
      else if (open?.kind === 'paragraph') open.text += ` ${line.trim()}`
      else open = begin({ kind: 'paragraph', text: line.trim() })
    }
  }
  return blocks
}

/** **bold** and _slanted_, as React nodes: nothing of a text ever becomes HTML by itself. */
function inline(text: string): ReactNode {
  return text.split(/(\*\*[^*]+\*\*|(?<![\p{L}\p{N}])_[^_]+_(?![\p{L}\p{N}]))/u).map((piece, at) => {
    if (piece.startsWith('**') && piece.endsWith('**')) return <strong key={at}>{piece.slice(2, -2)}</strong>
    if (piece.length > 2 && piece.startsWith('_') && piece.endsWith('_')) return <em key={at}>{piece.slice(1, -1)}</em>
    return <Fragment key={at}>{piece}</Fragment>
  })
}

/** A document of content/ on the screen. `below` moves its headings down, so that the page keeps one first heading. */
export function DocumentText({ markdown, below = 1 }: { markdown: string; below?: number }) {
  return (
    <>
      {blocksOf(markdown).map((block, at) => {
        if (block.kind === 'heading')
          return (
            <Title
              key={at}
              order={Math.min(6, block.level + below) as 2}
              size={block.level < 2 ? 'h2' : 'h3'}
              mt="md"
              mb="xs"
            >
              {inline(block.text)}
            </Title>
          )
        if (block.kind === 'list')
          return (
            <List key={at} mb="sm" spacing={4}>
              {block.items.map((item, row) => (
                <List.Item key={row}>{inline(item)}</List.Item>
              ))}
            </List>
          )
        if (block.kind === 'quote')
          return (
            <Text
              key={at}
              component="blockquote"
              m={0}
              mb="sm"
              pl="sm"
              fw={550}
              style={{ borderLeft: '3px solid var(--cairn-pine)' }}
            >
              {inline(block.text)}
            </Text>
          )
        return (
          <Text key={at} mb="sm">
            {inline(block.text)}
          </Text>
        )
      })}
    </>
  )
}
