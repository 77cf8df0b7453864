import postgres from 'postgres';
import { v7 } from 'uuid';
import { giveKeys } from '@/bench/give-keys';
import { db } from '@/db';
import { clubs, courts, staffRoles, users } from '@/db/schema';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import { makeClub, makeCourt, makeStaff, makeUser } from '@/test/factories';
import { type Crowd, gather, type Person } from './crowd';
import type { Knowledge } from './known';

/** So many that nobody meets the limit of writes, even when some of them erase themselves. */
const CROWD = { writer: 100, owner: 15, operator: 5 } as const;
/** Clubs that an owner may well close. */
const CLUBS = 40;

/** A club that is open all day and night, two of its courts, and somebody at its desk; and clubs that may be closed. */
export type DeskPlace = {
  clubId: number;
  courtIds: readonly [number, number];
  undoSeconds: number;
  spareClubIds: readonly number[];
};

/** Clubs to close and people with keys, some of whom own every club; and who and what there is, for the cases to name. */
export async function populate(
  databaseUrl: string,
  knowledge: Knowledge,
): Promise<{ crowd: Crowd; desk: DeskPlace }> {
  const spareClubIds: number[] = [];
  for (let club = 0; club < CLUBS; club += 1) {
    const { id: clubId } = await makeClub({ gapRule: false });
    await makeCourt({ clubId });
    await makeCourt({ clubId });
    spareClubIds.push(clubId);
  }
  const hours = { opensMinute: 0, closesMinute: 1440 };
  const { id: clubId, undoSeconds } = await makeClub({ ...hours, gapRule: false, undoSeconds: 5 });
  const [one, two] = [await makeCourt({ clubId }), await makeCourt({ clubId })];
  await makeStaff((await makeUser()).id, clubId, 'desk');
  dropCatalogue();
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  const people = (
    await Promise.all([
      hire(sql, 'writer', CROWD.writer),
      hire(sql, 'owner', CROWD.owner),
      hire(sql, 'operator', CROWD.operator),
    ])
  ).flat();
  await sql.end();
  for (const { id } of await db().select({ id: clubs.id }).from(clubs)) knowledge.tell('club', id, null);
  for (const { id } of await db().select({ id: courts.id }).from(courts)) knowledge.tell('court', id, null);
  for (const { id, email } of await db().select({ id: users.id, email: users.email }).from(users)) {
    knowledge.tell('user', id, null);
    knowledge.tell('email', email, null);
  }
  return { crowd: gather(people), desk: { clubId, courtIds: [one.id, two.id], undoSeconds, spareClubIds } };
}

const emailOf = (role: Person['role'], at: number) => `${role}-${at}@fuzz.test`;

async function hire(sql: postgres.Sql, role: Person['role'], count: number): Promise<Person[]> {
  const ids = Array.from({ length: count }, () => v7());
  await db()
    .insert(users)
    .values(
      ids.map((id, at) => ({
        id,
        name: `Fuzz ${role} ${at}`,
        email: emailOf(role, at),
        emailVerified: new Date(),
        operatorSince: role === 'operator' ? new Date() : null,
      })),
    );
  if (role === 'owner') {
    const everyClub = await db().select({ clubId: clubs.id }).from(clubs);
    const roles = ids.flatMap((userId) => everyClub.map(({ clubId }) => ({ userId, clubId, role })));
    await db().insert(staffRoles).values(roles);
  }
  const writeKeys = await giveKeys(sql, ids, 'write');
  const readKeys = await giveKeys(sql, ids, 'read');
  return ids.map((id, at) => ({
    id,
    email: emailOf(role, at),
    role,
    writeKey: writeKeys[at] ?? '',
    readKey: readKeys[at] ?? '',
  }));
}
