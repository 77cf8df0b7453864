import { z } from 'zod';
import { sql } from '@/db';
import type { Message } from '@/lib/core/i18n/message';
import { breakerOf } from '@/lib/services/call/shared-breakers';
import { type RedisConnections, redisConnections } from '@/lib/services/redis/redis';
import { well, type ServiceFinding, unwell } from './service-finding';

type DatabaseConnections = {
  /** The pool of this process: its connections, the busy ones, and the calls that wait. */
  pool: { max: number; inUse: number; waiting: number };
  /** Of all processes of Pista together. */
  open: number;
  /** Statements that wait for somebody else's lock. */
  locked: number;
  /** Of the whole server. */
  serverOpen: number;
  serverMax: number;
};

const CROWDED = 0.8;

const rowSchema = z.object({
  open: z.int(),
  locked: z.int(),
  server_open: z.int(),
  server_max: z.int(),
});

/** The connections of PostgreSQL, by its own account, and of Redis, by this process's. */
async function readConnections(): Promise<{ database: DatabaseConnections; redis: RedisConnections }> {
  const [row] = await sql()`
    select (count(*) filter (where application_name = 'pista'))::int as open,
           (count(*) filter (where application_name = 'pista' and wait_event_type = 'Lock'))::int as locked,
           count(*)::int as server_open, current_setting('max_connections')::int as server_max
    from pg_stat_activity where backend_type = 'client backend'`;
  const { open, locked, server_open, server_max } = rowSchema.parse(row);
  const pool = breakerOf('database').load;
  return {
    database: { pool, open, locked, serverOpen: server_open, serverMax: server_max },
    redis: redisConnections(),
  };
}

export async function diagnoseConnections(): Promise<ServiceFinding[]> {
  const { database, redis } = await readConnections();
  return [diagnoseDatabasePool(database), diagnoseRedisPool(redis)];
}

function diagnoseDatabasePool({
  pool,
  open,
  serverOpen,
  serverMax,
  locked,
}: DatabaseConnections): ServiceFinding {
  const id = 'connections.database';
  if (serverOpen > serverMax * CROWDED) {
    return unwell(
      'warn',
      id,
      { key: 'diagnosis.connections.databaseFull', values: { serverOpen, serverMax } },
      'diagnosis.connections.databaseFullAdvice',
    );
  }
  if (locked > open / 2) {
    return unwell(
      'warn',
      id,
      { key: 'diagnosis.connections.databaseLocked', values: { locked } },
      'diagnosis.connections.databaseLockedAdvice',
    );
  }
  const what: Message = {
    key: 'diagnosis.connections.database',
    values: { inUse: pool.inUse, max: pool.max, waiting: pool.waiting, serverOpen, serverMax, open },
  };
  if (pool.waiting <= pool.max * 5) return well(id, what);
  return unwell('warn', id, what, 'diagnosis.connections.databaseAdvice');
}

function diagnoseRedisPool({ maxSockets, inUse, waiting }: RedisConnections): ServiceFinding {
  const id = 'connections.redis';
  const what: Message = { key: 'diagnosis.connections.redis', values: { inUse, maxSockets, waiting } };
  if (waiting <= maxSockets) return well(id, what);
  return unwell('warn', id, what, 'diagnosis.connections.redisAdvice');
}
