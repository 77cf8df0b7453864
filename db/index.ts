import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { env } from '@/lib/core/env';
import { type After, collectAfter } from './after-commit';
import { sqlState } from './failure';
import { guarded } from './guard';
import { prepared } from './prepared';
import * as schema from './schema';

export type Db = PostgresJsDatabase<typeof schema>;
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];

type Connections = Pool & { snapshots: Pool };
type Pool = { sql: postgres.Sql; db: Db };

/** How many long reads one process makes at once. */
const SNAPSHOTS = 2;

/**
 * `patches/` repairs the driver (porsager/postgres#1154, #1192, #1208): a statement on a closed connection killed the
 * process, as did a failed question for types. A connection closed while it was writing never worked again.
 */
function connect(max: number): Pool {
  const client = postgres(env().DATABASE_URL, {
    max,
    connect_timeout: 5,
    idle_timeout: 60,
    max_lifetime: 30 * 60,
    // In seconds. The driver's own pauses grow to twenty, in which requests hang although the server is back.
    backoff: () => 0.1 + Math.random() * 0.4,
    onnotice: () => {},
    connection: {
      application_name: 'pista',
      statement_timeout: 5_000,
      lock_timeout: 2_000,
      idle_in_transaction_session_timeout: 10_000,
      // Our statements are short, and compiling one takes longer than it runs (postgresql.org/docs/18/jit-decision.html).
      jit: 'off',
    },
  });
  const sql = guarded(prepared(client));
  return { sql, db: drizzle(sql, { schema, casing: 'snake_case' }) };
}

// Next loads this module once per bundle, and one process must have one pool.
const shared = globalThis as typeof globalThis & { pistaConnections?: Connections };

function connections(): Connections {
  shared.pistaConnections ??= { ...connect(env().DATABASE_POOL), snapshots: connect(SNAPSHOTS) };
  return shared.pistaConnections;
}

/** The Drizzle client over this process's one pool. */
export const db = (): Db => connections().db;

/** The same pool with prepared tagged templates, for hot paths and LISTEN. */
export const sql = (): postgres.Sql => connections().sql;

/** The Drizzle client over the few connections of long reads (`beginSnapshot`). */
export const snapshots = (): Db => connections().snapshots.db;

/** Closes the pool. Running queries get five seconds to finish. */
export async function closeDatabase(): Promise<void> {
  const open = shared.pistaConnections;
  delete shared.pistaConnections;
  await Promise.all([open?.sql.end({ timeout: 5 }), open?.snapshots.sql.end({ timeout: 5 })]);
}

/**
 * How often a transaction is tried again: after a serialization failure, a deadlock, and a lock timeout, whose holder
 * may have stalled for a moment.
 */
const RETRIES = new Map([
  ['40001', 3],
  ['40P01', 3],
  ['55P03', 1],
]);

/**
 * Runs one transaction, and runs it again with jitter after a conflict. Work given to `after` runs once the commit
 * stands, and its failure is only logged; a savepoint's work joins it.
 */
export async function transaction<T>(work: (tx: Tx, after: After) => Promise<T>): Promise<T> {
  const { result, run } = await retryingConflicts(async () => {
    const { after, run } = collectAfter();
    return { result: await db().transaction((tx) => work(tx, after)), run };
  });
  await run();
  return result;
}

/** The same with prepared tagged templates, which are pipelined when they are not awaited one by one. */
export const sqlTransaction = <T>(work: (tx: postgres.TransactionSql) => Promise<T>): Promise<T> =>
  retryingConflicts(async () => (await sql().begin(work)) as T);

async function retryingConflicts<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (attempt > (RETRIES.get(sqlState(error) ?? '') ?? 0)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
    }
  }
}
