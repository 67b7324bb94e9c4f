import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { protocolSchema } from '../protocol/protocol.ts'
import { reportSchema } from '../report/schema.ts'

// What a program sends away is `reportSchema` to the last field, and its protocol is `protocolSchema` (readSite parses both).
// A field that could name a person or hold a row about one would have to be one of these.

interface Leaf {
  readonly path: string
  readonly kind: string
}

/** What zod keeps of a schema, as far as the walk reads it. */
interface Node {
  readonly def: {
    readonly type: string
    readonly shape?: Readonly<Record<string, Node>>
    readonly catchall?: Node
    readonly element?: Node
    readonly innerType?: Node
    readonly keyType?: Node
    readonly valueType?: Node
  }
}
const nodeOf = (schema: z.ZodType) => schema as unknown as Node

/** Every leaf of a schema with its path; fails on an object that takes fields it does not know. */
function leavesOf({ def }: Node, path = ''): Leaf[] {
  switch (def.type) {
    case 'object':
      expect([path, def.catchall?.def.type]).toEqual([path, 'never'])
      return Object.entries(def.shape!).flatMap(([key, field]) => leavesOf(field, path === '' ? key : `${path}.${key}`))
    case 'array':
      return leavesOf(def.element!, `${path}[]`)
    case 'nullable':
    case 'optional':
    case 'default':
    case 'prefault':
      return leavesOf(def.innerType!, path)
    case 'record':
      return [...leavesOf(def.keyType!, `${path}{key}`), ...leavesOf(def.valueType!, `${path}{}`)]
    default:
      return [{ path, kind: def.type }]
  }
}

const HOLDS_NO_TEXT = new Set(['number', 'int', 'boolean', 'literal', 'enum'])
const textsOf = (schema: z.ZodType) =>
  leavesOf(nodeOf(schema))
    .filter((leaf) => !HOLDS_NO_TEXT.has(leaf.kind))
    .map((leaf) => (leaf.kind === 'string' ? leaf.path : `${leaf.path} (${leaf.kind})`))
    .sort()

/** Every place in a report where letters can stand, and what they are: of the program, of the method, or a sentence. */
const REPORT_TEXTS: Readonly<Record<string, string>> = {
  program: 'the name of the program',
  dataCut: 'a label',
  dataHash: 'SHA-256 of all files together',
  protocolHash: 'SHA-256 of the protocol',
  'protocol (unknown)': 'read again through protocolSchema, below',
  'definitions{key}': 'the name of a definition',
  'definitions{}': 'its version',
  'answer.verdict': 'a word of words.ts',
  'answer.sentence.en': 'a sentence of words.ts',
  'answer.sentence.es': 'a sentence of words.ts',
  'answer.reasons[].text.en': 'a sentence of words.ts',
  'answer.reasons[].text.es': 'a sentence of words.ts',
  'periods[].period': 'a fiscal year',
  'analysis.dropped[].reason': 'a reason',
  'analysis.dropped[].text.en': 'a sentence',
  'analysis.dropped[].text.es': 'a sentence',
  'analysis.ended[].reason': 'a reason',
  'analysis.measuredAfterMentoring[].covariate': 'the name of a column',
  'coverage.byState[].state': 'a state of support',
  'coverage.followUpByState[].state': 'a state of support',
  'asItHappened.rates[].state': 'a state of support',
  'asItHappened.byMentor.without.state': 'a state of support',
  'asItHappened.byMentor.with.state': 'a state of support',
  'asItHappened.test.groups[].group': 'a group',
  'asItHappened.testByState.groups[].group': 'a group',
  'asItHappened.landmarks[].groups[].group': 'a group',
  'asItHappened.landmarksByState[].groups[].group': 'a group',
  'variants[].name': 'the name of a variant',
  'variants[].text.en': 'a sentence',
  'variants[].text.es': 'a sentence',
  'variants[].without.state': 'a state of support',
  'variants[].with.state': 'a state of support',
  'lottery.notEligible[].reason': 'a reason',
  'observational.balance[].name': 'the name of a column',
  'observational.model[].term': 'the name of a column',
  'observational.leftOut.beginning[]': 'the name of a column',
  'observational.leftOut.loss[]': 'the name of a column',
  'notCompared[].text.en': 'a sentence',
  'notCompared[].text.es': 'a sentence',
  'notes[].en': 'a sentence',
  'notes[].es': 'a sentence',
}

const PROTOCOL_TEXTS: Readonly<Record<string, string>> = {
  title: 'a title',
  'strategies[]': 'a strategy in words',
  'covariates[]': 'the name of a column',
  'subgroups[]': 'the name of a column',
  'looks[].label': 'a label',
  'looks[].on': 'a date of the protocol',
  'intercurrent[].event': 'a rule in words',
  'intercurrent[].handling': 'a rule in words',
}

describe('no participant and no row of a person can be in a site file', () => {
  test('letters stand only where the program, the method or a sentence is named', () => {
    // A new field that holds text turns this red: say here what it holds, and that it is nobody's.
    expect(textsOf(reportSchema)).toEqual(Object.keys(REPORT_TEXTS).sort())
    expect(textsOf(protocolSchema)).toEqual(Object.keys(PROTOCOL_TEXTS).sort())
  })

  test('no field is called as an id of somebody, a mentor’s either', () => {
    const names = [...leavesOf(nodeOf(reportSchema)), ...leavesOf(nodeOf(protocolSchema))].map((leaf) => leaf.path)
    expect(names.length).toBeGreaterThan(150)
    expect(
      names.filter((path) => /participant|person(?!Days)|mentor_?ids?\b|_ids?\b|\bids?\b|[a-z]Ids?\b/.test(path)),
    ).toEqual([])
  })

  test('the walk itself sees ids, texts and objects that are open', () => {
    const row = z.strictObject({ participant_id: z.string(), day: z.number() })
    expect(leavesOf(nodeOf(z.strictObject({ people: z.array(row).nullable().default(null) })))).toEqual([
      { path: 'people[].participant_id', kind: 'string' },
      { path: 'people[].day', kind: 'number' },
    ])
    expect(() => leavesOf(nodeOf(z.object({ a: z.number() })))).toThrow()
  })
})
