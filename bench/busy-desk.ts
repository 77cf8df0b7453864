import postgres from 'postgres';
import { closeDatabase } from '@/db';
import { makeStaff, makeUser, type User } from '@/test/factories';
import { openBigDatabase } from './big-database';
import { type BuiltApp, startBuiltApp } from './built-app';
import { makeBusyClub } from './busy-club';
import { giveKeys } from './give-keys';

/** Staff at the desk of the busy club, each with a key, and as many processes of the app as asked for. */
export type BusyDesk = { clubId: number; apps: BuiltApp[]; sql: postgres.Sql; staff: User[]; keys: string[] };

/** Gives work a desk on the big example, and deletes staff and keys after. */
export async function withBusyDesk(
  { processes, people }: { processes: number; people: number },
  work: (desk: BusyDesk) => Promise<void>,
): Promise<void> {
  const database = await openBigDatabase();
  const sql = postgres(database.url, { max: 1, onnotice: () => {} });
  const apps: BuiltApp[] = [];
  try {
    const clubId = await makeBusyClub(sql);
    for (let nth = 0; nth < processes; nth += 1) apps.push(await startBuiltApp(database.url));
    // biome-ignore lint/style/noProcessEnv: the staff are made in this process
    Object.assign(process.env, apps[0]?.environment);
    const staff: User[] = [];
    for (let nth = 0; nth < people; nth += 1) {
      const user = await makeUser();
      await makeStaff(user.id, clubId, 'manager');
      staff.push(user);
    }
    const ids = staff.map(({ id }) => id);
    try {
      await work({ clubId, apps, sql, staff, keys: await giveKeys(sql, ids, 'write') });
    } finally {
      await sql`delete from api_tokens where name = 'bench'`;
      await sql`delete from staff_roles where user_id = any(${ids})`;
    }
  } finally {
    for (const app of apps) await app.close();
    await Promise.all([sql.end(), closeDatabase()]);
    await database.close();
  }
}
