import { readdir, readFile } from 'node:fs/promises';
import type postgres from 'postgres';

/** Linux counts CPU in hundredths of a second. */
const TICK_MS = 10;

/** What a process of this machine has used of its CPUs so far, in milliseconds. */
export async function cpuMsOf(pid: number): Promise<number> {
  const { own } = await readStat(pid);
  return own * TICK_MS;
}

/** The same for a PostgreSQL server with all its processes, also those that have ended. */
export async function cpuMsOfPostgres(sql: postgres.Sql): Promise<number> {
  const [backend] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const { parent } = await readStat(backend?.pid ?? 0);
  const postmaster = await readStat(parent);
  const children = await childrenOf(parent);
  const ticks = children.reduce((sum, { own }) => sum + own, postmaster.own + postmaster.ended);
  return ticks * TICK_MS;
}

async function childrenOf(pid: number): Promise<Stat[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((name) => readStat(Number(name)).catch(() => null)));
  return stats.flatMap((stat) => (stat?.parent === pid ? [stat] : []));
}

/** In ticks; `ended` is what ended children used. */
type Stat = { parent: number; own: number; ended: number };

/** Fields by proc(5); the name before them may hold spaces. */
async function readStat(pid: number): Promise<Stat> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [parent = 0] = fields.slice(1, 2);
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15);
  return { parent, own: user + system, ended: endedUser + endedSystem };
}
