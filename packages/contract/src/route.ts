import type { Action } from '@cairn/program/access/actions.ts'
import type { z } from 'zod'
import { Problem, type ProblemCode } from './problems.ts'

type Schema = z.ZodType

export interface RouteInput {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below /api; ids are UUIDs, names never appear. */
  url: string
  /** 'public': no account. 'account': signed in, no organization. Otherwise the action that the access table decides. */
  access: 'public' | 'account' | Action
  /** The problems beside the usual ones (invalid_input, not_signed_in, not_allowed, not_found). */
  problems?: readonly ProblemCode[]
  params?: Schema
  query?: Schema
  body?: Schema
  replies: { [status: number]: Schema }
  /** One sentence for the API's documentation. */
  summary: string
}

/**
 * A route as data: what comes in, what can go out, who may, what can go wrong.
 * The server spreads it into Fastify, the documentation is made from it, and `call` is typed by it.
 */
export function route<const R extends RouteInput>(input: R) {
  return {
    method: input.method,
    url: input.url as R['url'],
    schema: {
      summary: input.summary,
      tags: [input.url.split('/')[1] ?? ''],
      ...(input.params && { params: input.params }),
      ...(input.query && { querystring: input.query }),
      ...(input.body && { body: input.body }),
      response: { ...input.replies, '4xx': Problem, '5xx': Problem },
    } as unknown as {
      summary: string
      params: R['params'] extends Schema ? R['params'] : z.ZodUnknown
      querystring: R['query'] extends Schema ? R['query'] : z.ZodUnknown
      body: R['body'] extends Schema ? R['body'] : z.ZodUnknown
      response: R['replies'] & { '4xx': typeof Problem; '5xx': typeof Problem }
    },
    config: { access: input.access as RouteInput['access'], problems: input.problems ?? [] },
  }
}

export type Route = ReturnType<typeof route<RouteInput>>
