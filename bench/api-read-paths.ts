import postgres from 'postgres';
import { inDays } from '@/test/bookings';

export type Read = {
  name: 'health/live' | 'clubs' | 'availability' | 'search';
  /** Below `/api/v1/`. */
  paths: readonly string[];
};

/** Reads of the API on the big example. */
export async function listReads(databaseUrl: string): Promise<Read[]> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  const courts = await sql<{ id: number }[]>`
    select courts.id from courts join clubs on clubs.id = club_id
    where city = 'Madrid' and clubs.deleted_at is null and deactivated_at is null order by courts.id limit 50`;
  await sql.end();
  const days = [1, 2, 3, 4, 5, 6, 7];
  return [
    { name: 'health/live', paths: ['health/live'] },
    { name: 'clubs', paths: ['clubs?city=Madrid', 'clubs?city=Barcelona'] },
    {
      name: 'availability',
      paths: courts.map(
        ({ id }, at) => `courts/${id}/availability?date=${inDays(1 + (at % days.length))}&duration=90`,
      ),
    },
    {
      name: 'search',
      paths: days.flatMap((day) =>
        ['10:00', '12:30', '18:30', '20:00'].map(
          (time) => `courts/search?city=Madrid&date=${inDays(day)}&time=${time}&duration=90`,
        ),
      ),
    },
  ];
}
