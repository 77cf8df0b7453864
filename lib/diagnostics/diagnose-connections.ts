import { z } from 'zod';
import { sql } from '@/db';
import { guardOf } from '@/lib/services/call/shared-breakers';
import { type RedisConnections, redisConnections } from '@/lib/services/redis/redis';
import { ok, type ServiceFinding, unwell } from './service-finding';

export type DatabaseConnections = {
  /** Of this process's pool: how many connections there may be, are busy, and are waited for. */
  pool: { max: number; inUse: number; waiting: number };
  /** Of all processes of Pista together. */
  open: number;
  /** Statements that wait for somebody else's lock. */
  locked: number;
  /** Of the server, for everybody who uses it. */
  serverOpen: number;
  serverMax: number;
};

export type Connections = { database: DatabaseConnections | null; redis: RedisConnections };

const CROWDED = 0.8;

const rowSchema = z.object({
  open: z.int(),
  locked: z.int(),
  server_open: z.int(),
  server_max: z.int(),
});

/** How many connections there may be and are, of PostgreSQL by its own account, of Redis by this process's. */
export async function readConnections(): Promise<{ database: DatabaseConnections; redis: RedisConnections }> {
  const [row] = await sql()`
    select (count(*) filter (where application_name = 'pista'))::int as open,
           (count(*) filter (where application_name = 'pista' and wait_event_type = 'Lock'))::int as locked,
           count(*)::int as server_open, current_setting('max_connections')::int as server_max
    from pg_stat_activity where backend_type = 'client backend'`;
  const { open, locked, server_open, server_max } = rowSchema.parse(row);
  const pool = guardOf('database').load;
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
      {
        es: `PostgreSQL tiene ocupadas ${serverOpen} de ${serverMax} conexiones.`,
        en: `${serverOpen} of PostgreSQL’s ${serverMax} connections are taken.`,
      },
      {
        es: 'Baja DATABASE_POOL, quita procesos o sube max_connections antes de que alguien quede fuera.',
        en: 'Lower DATABASE_POOL, run fewer processes or raise max_connections before somebody is turned away.',
      },
    );
  }
  if (locked > open / 2) {
    return unwell(
      'warn',
      id,
      { es: `${locked} consultas esperan un bloqueo ajeno.`, en: `${locked} statements wait for a lock.` },
      {
        es: 'Busca en pg_stat_activity la transacción más antigua y por qué no termina.',
        en: 'Look in pg_stat_activity for the oldest transaction and why it does not end.',
      },
    );
  }
  const what = {
    es: `PostgreSQL: ${pool.inUse} de ${pool.max} conexiones en uso, ${pool.waiting} consultas en espera; el servidor tiene ${serverOpen} de ${serverMax}, ${open} nuestras.`,
    en: `PostgreSQL: ${pool.inUse} of ${pool.max} connections in use, ${pool.waiting} statements waiting; the server has ${serverOpen} of ${serverMax}, ${open} of them ours.`,
  };
  if (pool.waiting <= pool.max * 5) return ok(id, what);
  return unwell('warn', id, what, {
    es: 'Este proceso pide más de lo que su reserva da: sube DATABASE_POOL o añade procesos.',
    en: 'This process asks for more than its pool gives: raise DATABASE_POOL, or add processes.',
  });
}

function diagnoseRedisPool({ maxSockets, inUse, waiting }: RedisConnections): ServiceFinding {
  const id = 'connections.redis';
  const what = {
    es: `Redis: ${inUse} de ${maxSockets} conexiones en uso, ${waiting} peticiones en espera.`,
    en: `Redis: ${inUse} of ${maxSockets} connections in use, ${waiting} requests waiting.`,
  };
  if (waiting <= maxSockets) return ok(id, what);
  return unwell('warn', id, what, {
    es: 'Este proceso pide más de lo que Redis contesta: añade procesos o mira la latencia de Upstash.',
    en: 'This process asks for more than Redis answers: add processes, or look at Upstash’s latency.',
  });
}
