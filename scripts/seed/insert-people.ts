import type { Tx } from '@/db';
import { customers, STAFF_ROLES, staffRoles, users } from '@/db/schema';
import { hashPassword } from '@/lib/auth/password';
import type { StaffRole } from '@/lib/core/context';
import type { SeededClub } from './insert-clubs';
import { inventName, mailboxOf } from './names';
import type { Random } from './random';

type Player = { id: string; city: string };
export type People = {
  /** The two players whose logins are printed. */
  player: string;
  secondPlayer: string;
  /** Who works at the first club's desk, and who manages it. */
  desk: string;
  manager: string;
  /** The owner of each club, by club id. */
  owners: ReadonlyMap<number, string>;
  /** All other players. */
  players: Player[];
  /** Member category by `<user id> <club id>`. */
  categories: ReadonlyMap<string, string>;
};

const PASSWORD = 'pista-demo-2026';
const PLAYERS = 240;
const MEMBER_SHARE = 0.25;

/**
 * Writes all people as of `since`: those whose logins are printed, an owner for each further club, and the players.
 */
export async function insertPeople(
  tx: Tx,
  random: Random,
  seeded: readonly SeededClub[],
  since: Date,
): Promise<People> {
  const passwordHash = await hashPassword(PASSWORD);
  const add = async (name: string, email: string, more: Partial<typeof users.$inferInsert> = {}) => {
    const [row] = await tx
      .insert(users)
      .values({ name, email, emailVerified: since, createdAt: since, passwordHash, ...more })
      .returning({ id: users.id });
    if (!row) throw new Error(`${email} was not written`);
    return row.id;
  };
  const player = await add('Ana Robles Duarte', 'player@pista.test', { phone: '+34600000001' });
  const secondPlayer = await add('Tom Whitfield', 'player2@pista.test', { locale: 'en' });
  const owner = await add('Carmen Olmedo Ruiz', 'owner@pista.test', { phone: '+34600000003' });
  await add('Pablo Operador', 'operator@pista.test', { operatorSince: since });

  const owners = new Map<number, string>();
  for (const [index, { club, plan }] of seeded.entries()) {
    const email = `direccion@${club.slug}.test`;
    owners.set(club.id, index === 0 ? owner : await add(plan.owner, email, { passwordHash: null }));
  }
  const desk = await add('Marta Quiroga Sanz', 'desk@pista.test', { phone: '+34600000004' });
  const manager = await add('Julián Prieto Vega', 'manager@pista.test', { phone: '+34600000005' });
  const accountant = await add('Inés Bravo Cid', 'accountant@pista.test');
  const roles = [
    ...[...owners].map(([clubId, userId]) => ({ clubId, userId, role: 'owner' as const })),
    ...staffOf(seeded[0], { desk, manager, accountant }),
    ...staffOf(seeded[1], { manager: owner }),
  ];
  await tx.insert(staffRoles).values(roles.map((role) => ({ ...role, createdAt: since })));

  const players = await insertPlayers(tx, random, seeded, since);
  const categories = await insertMembers(tx, random, seeded, players);
  return { player, secondPlayer, desk, manager, owners, players, categories };
}

const staffOf = (at: SeededClub | undefined, people: Partial<Record<StaffRole, string>>) =>
  STAFF_ROLES.flatMap((role) => {
    const userId = people[role];
    return at && userId !== undefined ? [{ clubId: at.club.id, userId, role }] : [];
  });

/** Players live in the cities of the courts. Nobody signs in as one of them. */
async function insertPlayers(
  tx: Tx,
  random: Random,
  seeded: readonly SeededClub[],
  since: Date,
): Promise<Player[]> {
  const wanted = Array.from({ length: PLAYERS }, (_, index) => {
    const home = random.pick(seeded, ({ club }) => club.courts.length);
    const name = inventName(random);
    const email = `${mailboxOf(name)}.${index + 1}@pista.test`;
    const locale = home?.club.country === 'GB' ? ('en' as const) : ('es' as const);
    return { name, email, locale, emailVerified: since, createdAt: since, city: home?.club.city ?? '' };
  });
  const rows = await tx.insert(users).values(wanted).returning({ id: users.id });
  return rows.map((row, index) => ({ id: row.id, city: wanted[index]?.city ?? '' }));
}

/** Some of a city's players are members of its clubs that have a price for members. */
async function insertMembers(
  tx: Tx,
  random: Random,
  seeded: readonly SeededClub[],
  players: readonly Player[],
): Promise<Map<string, string>> {
  const rows = seeded
    .filter(({ club }) => club.priceRules.some((rule) => rule.category === 'member'))
    .flatMap(({ club }) =>
      players
        .filter(({ city }) => city === club.city && random.next() < MEMBER_SHARE)
        .map(({ id }) => ({ userId: id, clubId: club.id, category: 'member' })),
    );
  if (rows.length > 0) await tx.insert(customers).values(rows);
  return new Map(rows.map((row) => [`${row.userId} ${row.clubId}`, row.category]));
}
