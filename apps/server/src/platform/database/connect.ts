import { AsyncLocalStorage } from 'node:async_hooks'
import { CamelCasePlugin, Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Tables, Tx } from './tables.ts'

const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.DATE, (text) => Temporal.PlainDate.from(text))
types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => Temporal.Instant.from(text.replace(' ', 'T')))
types.setTypeParser(pg.types.builtins.NUMERIC, Number)
types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`The database sent ${text}, which is too large to count with.`)
  return value
})
const ARRAY_OF_DATE = 1182
types.setTypeParser(ARRAY_OF_DATE as never, (text: string) =>
  text === '{}'
    ? []
    : text
        .slice(1, -1)
        .split(',')
        .map((day) => Temporal.PlainDate.from(day)),
)

// pg writes an object as JSON unless it says how it is written; Temporal values are their ISO text.
for (const type of [Temporal.Instant, Temporal.PlainDate])
  Object.defineProperty(type.prototype, 'toPostgres', {
    value(this: object) {
      return this.toString()
    },
  })

/** Set while a request or job holds its transaction: a second connection would hang a small pool. */
const holding = new AsyncLocalStorage<true>()

class OneAtATimePool extends pg.Pool {
  // biome-ignore lint/suspicious/noExplicitAny: pg's two overloads (promise and callback) in one signature
  override connect(callback?: any): any {
    if (holding.getStore())
      throw new Error('A second database connection was asked for inside a transaction. Use the tx you hold.')
    return callback ? super.connect(callback) : super.connect()
  }
}

export interface Connection {
  host?: string
  port?: number
  connectionString?: string
  user: string
  password: string
  database?: string
  max?: number
}

/** Who a transaction runs for. Row-level security reads it; no organization means no rows. */
export interface TransactionScope {
  organizationId?: string | undefined
  memberId?: string | undefined
}

export interface Database {
  /** The one way to the tables: runs `work` in one transaction, inside one organization or none. */
  transaction<T>(scope: TransactionScope, work: (tx: Tx) => Promise<T>): Promise<T>
  ping(): Promise<void>
  close(): Promise<void>
}

/** Sets the organization (and member) of a transaction that began at the front door. */
export async function enterOrganization(tx: Tx, scope: TransactionScope): Promise<void> {
  await sql`select set_config('app.organization_id', ${scope.organizationId ?? ''}, true), set_config('app.member_id', ${scope.memberId ?? ''}, true)`.execute(
    tx,
  )
}

export function connectionOptions(connection: Connection): pg.PoolConfig {
  const { connectionString, ...rest } = connection
  if (!connectionString) return rest
  const url = new URL(connectionString)
  url.username = connection.user
  url.password = connection.password
  return { connectionString: url.href }
}

/** Opens the pool of one role. The Kysely instance stays in here: code gets a `tx`, never a `db`. */
export function openDatabase(connection: Connection): Database {
  const pool = new OneAtATimePool({
    ...connectionOptions(connection),
    max: connection.max ?? 10,
    types,
    application_name: connection.user,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    options: '-c timezone=UTC -c idle_in_transaction_session_timeout=60000',
  })
  pool.on('error', () => {}) // an idle connection was cut; the next request opens a new one
  // One cut in the middle of a transaction rejects its query; without a listener it would end the whole process.
  pool.on('connect', (client) => client.on('error', () => {}))
  const kysely = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  return {
    transaction: (scope, work) =>
      kysely.transaction().execute((tx) =>
        holding.run(true, async () => {
          await enterOrganization(tx, scope)
          return work(tx)
        }),
      ),
    async ping() {
      await sql`select 1`.execute(kysely)
    },
    close: () => kysely.destroy(),
  }
}
