import postgres from 'postgres';
import { Pool } from 'undici';
import { ZONE_COOKIE } from '@/components/search/zone-cookie';
import { inDays } from '@/test/bookings';

export const READERS = 32;

/** A process that serves pages, and how much CPU it has used so far, in milliseconds. */
export type Server = { http: Pool; headers: Record<string, string>; cpuMs: () => Promise<number> };

export type PlayerPage = { name: 'home' | 'results, Madrid' | 'results, everywhere' | 'club'; path: string };

/** The pages of the big example that players see before they choose. */
export async function listPlayerPages(databaseUrl: string): Promise<PlayerPage[]> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  const [club] = await sql<{ slug: string }[]>`
    select slug from clubs where city = 'Madrid' and deleted_at is null order by id desc limit 1`;
  await sql.end();
  const wish = new URLSearchParams({ date: inDays(2), time: '18:30', duration: '90' });
  return [
    { name: 'home', path: '/es' },
    { name: 'results, Madrid', path: `/es/courts?city=Madrid&${wish}` },
    { name: 'results, everywhere', path: `/es/courts?${wish}` },
    { name: 'club', path: `/es/clubs/${club?.slug}?date=${inDays(2)}` },
  ];
}

/** @param cpuMs reads the CPU of the process at a URL */
export function serverOf(url: string, cpuMs: (url: string) => Promise<number>): Server {
  const headers = { cookie: `${ZONE_COOKIE}=Europe%2FMadrid`, 'accept-language': 'es' };
  return { http: new Pool(url, { connections: READERS }), headers, cpuMs: () => cpuMs(url) };
}

/** The bytes of a page. Throws when it is not answered by 200. */
export async function readPage({ http, headers }: Server, path: string): Promise<Buffer> {
  const { statusCode, body } = await http.request({ method: 'GET', path, headers });
  const bytes = Buffer.from(await body.arrayBuffer());
  if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}`);
  return bytes;
}

/** What one page costs the server's process when it is read so often in a row, in milliseconds of CPU. */
export async function cpuOfPage(server: Server, path: string, rounds: number): Promise<number> {
  const before = await server.cpuMs();
  for (let round = 0; round < rounds; round += 1) await readPage(server, path);
  return ((await server.cpuMs()) - before) / rounds;
}
