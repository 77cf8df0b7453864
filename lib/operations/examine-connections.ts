import { z } from 'zod';
import { sql } from '@/db';
import { env } from '@/lib/env';
import { type RedisConnections, redisConnections } from '@/lib/redis';
import { ok, type ServiceFinding, unwell } from './service-finding';

export type DatabaseConnections = {
  /** Of this process's pool. */
  poolMax: number;
  /** Of all processes of Pista together. */
  open: number;
  inUse: number;
  /** Statements that wait for somebody else's lock. */
  waiting: number;
  /** Of the server, for everybody who uses it. */
  serverOpen: number;
  serverMax: number;
};

export type Connections = { database: DatabaseConnections | null; redis: RedisConnections };

const CROWDED = 0.8;

const rowSchema = z.object({
  open: z.int(),
  in_use: z.int(),
  waiting: z.int(),
  server_open: z.int(),
  server_max: z.int(),
});

/** How many connections there may be and are, of PostgreSQL by its own account, of Redis by this process's. */
export async function readConnections(): Promise<{ database: DatabaseConnections; redis: RedisConnections }> {
  const [row] = await sql()`
    select (count(*) filter (where application_name = 'pista'))::int as open,
           (count(*) filter (where application_name = 'pista' and state <> 'idle'))::int as in_use,
           (count(*) filter (where application_name = 'pista' and wait_event_type = 'Lock'))::int as waiting,
           count(*)::int as server_open, current_setting('max_connections')::int as server_max
    from pg_stat_activity where backend_type = 'client backend'`;
  const { open, in_use, waiting, server_open, server_max } = rowSchema.parse(row);
  return {
    database: {
      poolMax: env().DATABASE_POOL,
      open,
      inUse: in_use,
      waiting,
      serverOpen: server_open,
      serverMax: server_max,
    },
    redis: redisConnections(),
  };
}

export async function examineConnections(): Promise<ServiceFinding[]> {
  const { database, redis } = await readConnections();
  return [examineDatabasePool(database), examineRedisPool(redis)];
}

function examineDatabasePool({ open, serverOpen, serverMax, waiting }: DatabaseConnections): ServiceFinding {
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
  if (waiting > open / 2) {
    return unwell(
      'warn',
      id,
      { es: `${waiting} consultas esperan un bloqueo ajeno.`, en: `${waiting} statements wait for a lock.` },
      {
        es: 'Busca en pg_stat_activity la transacción más antigua y por qué no termina.',
        en: 'Look in pg_stat_activity for the oldest transaction and why it does not end.',
      },
    );
  }
  return ok(id, {
    es: `PostgreSQL: ${serverOpen} de ${serverMax} conexiones, ${open} nuestras.`,
    en: `PostgreSQL: ${serverOpen} of ${serverMax} connections, ${open} of them ours.`,
  });
}

function examineRedisPool({ maxSockets, inUse, waiting }: RedisConnections): ServiceFinding {
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
