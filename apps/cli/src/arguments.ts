import { nearest } from '@cairn/statistics/formula/evaluate.ts'
import { UserError } from './user-error.ts'

/** What a flag takes: nothing, a text, one of some words, a number, or numbers separated by commas. */
export type FlagKind = 'switch' | 'text' | 'number' | 'numbers' | 'names' | readonly string[]

/** The flags of a command. */
export type FlagTable = Readonly<Record<string, FlagKind>>

type FlagValue<K extends FlagKind> = K extends 'switch'
  ? boolean
  : K extends 'number'
    ? number | undefined
    : K extends 'numbers'
      ? readonly number[] | undefined
      : K extends 'names'
        ? readonly string[] | undefined
        : K extends readonly (infer Word)[]
          ? Word | undefined
          : string | undefined

export interface ParsedArguments<T extends FlagTable> {
  readonly positionals: readonly string[]
  readonly flags: { readonly [Name in keyof T]: FlagValue<T[Name]> }
  readonly help: boolean
}

/** Reads the arguments of a command; throws UserError for an unknown flag, a missing or a wrong value. `--flag=value` works too. */
export function parseArguments<const T extends FlagTable>(
  command: string,
  args: readonly string[],
  table: T,
): ParsedArguments<T> {
  const positionals: string[] = []
  const flags: Record<string, unknown> = {}
  for (const [name, kind] of Object.entries(table)) if (kind === 'switch') flags[name] = false
  let help = false
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!
    if (arg === '--help' || arg === '-h') {
      help = true
      continue
    }
    if (arg === '--') {
      positionals.push(...args.slice(i + 1))
      break
    }
    if (!arg.startsWith('--')) {
      if (/^-[a-z]/i.test(arg))
        throw new UserError(`cairn ${command} does not know ${arg}. cairn ${command} --help lists what it takes.`)
      positionals.push(arg)
      continue
    }
    const [name = '', inline] = splitOnce(arg.slice(2), '=')
    const kind = Object.hasOwn(table, name) ? table[name] : undefined
    if (kind === undefined)
      throw new UserError(
        `cairn ${command} does not know --${name}.${nearestOf(
          `--${name}`,
          Object.keys(table).map((k) => `--${k}`),
        )} cairn ${command} --help lists what it takes.`,
      )
    if (Object.hasOwn(flags, name) && flags[name] !== false) throw new UserError(`--${name} is given twice.`)
    if (kind === 'switch') {
      if (inline !== undefined) throw new UserError(`--${name} takes no value.`)
      flags[name] = true
      continue
    }
    const value = inline ?? args[++i]
    if (value === undefined || (inline === undefined && value.startsWith('--')))
      throw new UserError(`--${name} needs a value${wanted(kind)}.`)
    flags[name] = readValue(name, kind, value)
  }
  return { positionals, flags: flags as ParsedArguments<T>['flags'], help }
}

function wanted(kind: FlagKind): string {
  if (kind === 'number') return ': a number'
  if (kind === 'numbers') return ': numbers separated by commas'
  if (kind === 'names') return ': names separated by commas'
  return typeof kind === 'string' ? '' : `: one of ${kind.join(', ')}`
}

function readValue(name: string, kind: FlagKind, value: string): unknown {
  if (kind === 'text') return value
  if (kind === 'names') return value.split(',').map((v) => v.trim())
  if (kind === 'number' || kind === 'numbers') {
    const parts = kind === 'number' ? [value] : value.split(',')
    const numbers = parts.map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
    const bad = numbers.findIndex((v) => !Number.isFinite(v))
    if (bad >= 0)
      throw new UserError(
        `--${name} needs ${kind === 'number' ? 'a number' : 'numbers separated by commas'}, not ${JSON.stringify(parts[bad])}.`,
      )
    return kind === 'number' ? numbers[0] : numbers
  }
  if (!(kind as readonly string[]).includes(value))
    throw new UserError(`--${name} is one of ${(kind as readonly string[]).join(', ')}, not ${JSON.stringify(value)}.`)
  return value
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

/** ` Did you mean …?` for a mistyped word, or nothing. */
export function nearestOf(word: string, candidates: readonly string[]): string {
  return nearest(word, candidates)
}
