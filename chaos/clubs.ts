import { db, transaction } from '@/db';
import { courts, priceRules, type RefundPolicy, staffRoles } from '@/db/schema';
import { insertApiToken } from '@/lib/accounts/create-api-token';
import { type StaffRole, systemContext } from '@/lib/core/context';
import { addDays, localDateOf } from '@/lib/core/time';
import { makeClub, makeCourt, makeUser } from '@/test/factories';
import { zoneAtNoon } from '@/test/zone-at-noon';
import { BOUNCING } from './judge-messages';

/** Where no text waits for the morning. */
export const ZONE = zoneAtNoon();
const PLAYERS_PER_CLIENT = 20;
const FEWEST_CLUBS = 6;
/** A club of five courts has about twice that to sell. */
const BOOKINGS_PER_CLUB = 280;
const COURTS = 5;
/** All games are two to nine days ahead, in each range of the refund policy. */
const POLICIES: readonly RefundPolicy[] = [
  { freeHours: 24, laterPercent: 50, nothingHours: 2 },
  { freeHours: 24, laterPercent: 50, nothingHours: 2 },
  { freeHours: 720, laterPercent: 50, nothingHours: 2 },
  { freeHours: 720, laterPercent: 0, nothingHours: 720 },
];

export type Player = { email: string; authorization: string };
/** A receptionist at a club, and the till shift they have open. */
export type Desk = Player & { clubId: number; courtIds: number[]; shiftId: string | null };
export type Stock = {
  players: Player[];
  desks: Desk[];
  courtIds: number[];
  days: string[];
  /** Phones that no text reaches. */
  deafPhones: string[];
};

type Demand = { clients: number; atLeastBookings: number };

/** Clubs of five courts for the whole run, one of them dearer, whose holds last a minute, and their players. */
export async function openClubs({ clients, atLeastBookings }: Demand): Promise<Stock> {
  const desks: Desk[] = [];
  const clubs = Math.max(FEWEST_CLUBS, Math.ceil(atLeastBookings / BOOKINGS_PER_CLUB));
  for (let club = 0; club < clubs; club += 1) {
    const refundPolicy = POLICIES[club % POLICIES.length];
    const { id: clubId } = await makeClub({
      timeZone: ZONE,
      holdMinutes: 1,
      gapRule: false,
      durationsMinutes: [60],
      waitingList: 'in_turn',
      ...(refundPolicy && { refundPolicy }),
    });
    const courtIds: number[] = [];
    for (let court = 0; court < COURTS; court += 1) courtIds.push((await makeCourt({ clubId })).id);
    await db()
      .insert(priceRules)
      .values({
        clubId,
        position: -1,
        name: { es: 'Central', en: 'Centre' },
        courtIds: courtIds.slice(-1),
        pricePerHourMinor: 4_000,
      });
    for (const role of ['owner', 'desk'] as const) desks.push(await hire(clubId, courtIds, role));
  }
  const rows = await db().select({ id: courts.id }).from(courts);
  const today = localDateOf(Date.now(), ZONE);
  return {
    ...(await signUp(clients * PLAYERS_PER_CLIENT)),
    desks,
    courtIds: rows.map(({ id }) => id),
    days: [2, 3, 4, 5, 6, 7, 8, 9].map((ahead) => addDays(today, ahead)),
  };
}

async function hire(clubId: number, courtIds: number[], role: StaffRole): Promise<Desk> {
  const user = await makeUser({ email: `${role}-${clubId}@chaos.test` });
  await db().insert(staffRoles).values({ userId: user.id, clubId, role });
  return { email: user.email, authorization: await giveKey(user.id), clubId, courtIds, shiftId: null };
}

async function giveKey(userId: string): Promise<string> {
  const { key } = await transaction((tx) =>
    insertApiToken(tx, systemContext('chaos'), userId, { name: 'chaos', scope: 'write' }),
  );
  return `Token ${key}`;
}

/**
 * Of ten players one has a mailbox that is known to be dead, and one has one that bounces. Each hundredth has no
 * reachable phone.
 */
async function signUp(count: number): Promise<Pick<Stock, 'players' | 'deafPhones'>> {
  const players: Player[] = [];
  const deafPhones: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const phone = `+346${String(10_000_000 + at)}`;
    const user = await makeUser({
      email: `${at % 10 === 7 ? BOUNCING : 'player-'}${at}@chaos.test`,
      emailInvalidAt: at % 10 === 3 ? new Date() : null,
      phone,
    });
    if (at % 100 === 3 || at % 100 === 47) deafPhones.push(phone);
    players.push({ email: user.email, authorization: await giveKey(user.id) });
  }
  return { players, deafPhones };
}
