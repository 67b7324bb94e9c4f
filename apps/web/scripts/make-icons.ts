#!/usr/bin/env node
/** Draws the mark, three stacked stones, as the PNG icons of the installed app. Run again when the mark changes. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { STONES } from '../src/ui/mark-shape.ts'

type Color = readonly [number, number, number]
const PAPER: Color = [0xfa, 0xf7, 0xf2]
const SAMPLES = 4

function hex(color: string): Color {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)) as unknown as Color
}

/** The colour at a point of the mark's 64 × 64 square. */
function colorAt(x: number, y: number): Color {
  for (const { cx, cy, rx, ry, tilt, color } of STONES) {
    const angle = (-tilt * Math.PI) / 180
    const dx = (x - cx) * Math.cos(angle) - (y - cy) * Math.sin(angle)
    const dy = (x - cx) * Math.sin(angle) + (y - cy) * Math.cos(angle)
    // A superellipse: a stone is a little squarer than an egg.
    if (Math.abs(dx / rx) ** 2.4 + Math.abs(dy / ry) ** 2.4 <= 1) return hex(color)
  }
  return PAPER
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const head = Buffer.alloc(4)
  head.writeUInt32BE(data.length)
  const tail = Buffer.alloc(4)
  tail.writeUInt32BE(crc32(body))
  return Buffer.concat([head, body, tail])
}

/** A square PNG. `zoom` < 1 leaves room around the mark, as a maskable icon needs. */
function png(size: number, zoom: number): Buffer {
  const rows = Buffer.alloc((size * 3 + 1) * size)
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const sum = [0, 0, 0]
      for (let s = 0; s < SAMPLES * SAMPLES; s++) {
        const px = ((x + ((s % SAMPLES) + 0.5) / SAMPLES) / size - 0.5) / zoom + 0.5
        const py = ((y + (Math.floor(s / SAMPLES) + 0.5) / SAMPLES) / size - 0.5) / zoom + 0.5
        const color = colorAt(px * 64, py * 64)
        for (let c = 0; c < 3; c++) sum[c]! += color[c]!
      }
      for (let c = 0; c < 3; c++) rows[y * (size * 3 + 1) + 1 + x * 3 + c] = Math.round(sum[c]! / (SAMPLES * SAMPLES))
    }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const out = join(import.meta.dirname, '../public')
writeFileSync(join(out, 'icon-180.png'), png(180, 0.85))
writeFileSync(join(out, 'icon-192.png'), png(192, 0.95))
writeFileSync(join(out, 'icon-512.png'), png(512, 0.95))
writeFileSync(join(out, 'icon-maskable-512.png'), png(512, 0.7))
const stones = STONES.map(
  ({ cx, cy, rx, ry, tilt, color }) =>
    `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" transform="rotate(${tilt} ${cx} ${cy})" fill="${color}"/>`,
)
writeFileSync(
  join(out, 'mark.svg'),
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><title>Cairn</title>${stones.join('')}</svg>\n`,
)
