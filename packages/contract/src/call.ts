import type { z } from 'zod'
import type { Problem } from './problems.ts'

export interface CallableRoute {
  method: string
  url: string
  schema: { params: z.ZodType; querystring: z.ZodType; body: z.ZodType; response: object }
}

type Input<S> = S extends z.ZodUnknown ? undefined : S extends z.ZodType ? z.input<S> : undefined
// A part of which nothing is required may be left out.
type Part<K extends string, S> =
  Input<S> extends undefined
    ? { [P in K]?: undefined }
    : Record<never, never> extends Input<S>
      ? { [P in K]?: Input<S> }
      : { [P in K]: Input<S> }
export type CallInput<R extends CallableRoute> = Part<'params', R['schema']['params']> &
  Part<'query', R['schema']['querystring']> &
  Part<'body', R['schema']['body']> & { headers?: Record<string, string>; signal?: AbortSignal }

type Success<T> = {
  [S in keyof T]: S extends '4xx' | '5xx' ? never : T[S] extends z.ZodType ? z.output<T[S]> : never
}[keyof T]
export type Reply<R extends CallableRoute> = Success<R['schema']['response']>

/** A refusal from the server, carrying its problem document. Status 0: the network did not answer. */
export class CallError extends Error {
  readonly status: number
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.title)
    this.name = 'CallError'
    this.status = problem.status
    this.problem = problem
  }
}

/** Makes the typed client over any `fetch` (the browser's, or in tests one that injects into the real app). */
export function client(fetcher: typeof fetch, base = '/api', headers: () => Record<string, string> = () => ({})) {
  return async function call<R extends CallableRoute>(
    route: R,
    ...[input]: Record<string, never> extends CallInput<R> ? [CallInput<R>?] : [CallInput<R>]
  ): Promise<Reply<R>> {
    const { params, query, body, signal } = (input ?? {}) as {
      params?: object
      query?: object
      body?: unknown
      signal?: AbortSignal
    }
    const path = route.url.replace(/:(\w+)/g, (_, name) => encodeURIComponent(String(params?.[name as never])))
    const search = new URLSearchParams()
    for (const [key, value] of Object.entries(query ?? {})) if (value !== undefined) search.set(key, String(value))
    const response = await fetcher(base + path + (search.size ? `?${search}` : ''), {
      method: route.method,
      credentials: 'same-origin',
      headers: { ...headers(), ...(body !== undefined && { 'content-type': 'application/json' }), ...input?.headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    }).catch((cause) => {
      throw new CallError({
        type: 'about:blank',
        title: String(cause?.message ?? 'No network'),
        status: 0,
        code: 'offline',
      })
    })
    const text = await response.text()
    const value = text ? JSON.parse(text) : undefined
    if (!response.ok)
      throw new CallError(
        value ?? { type: 'about:blank', title: response.statusText, status: response.status, code: 'unexpected' },
      )
    return value as Reply<R>
  }
}
