import { db, transaction } from '@/db';
import { courts, type RefundPolicy } from '@/db/schema';
import { insertApiToken } from '@/lib/accounts/create-api-token';
import { systemContext } from '@/lib/core/context';
import { addDays, localDateOf } from '@/lib/core/time';
import { makeClub, makeCourt, makeUser } from '@/test/factories';
import { BOUNCING } from './judge-messages';

export const ZONE = 'Europe/Madrid';
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
export type Stock = {
  players: Player[];
  courtIds: number[];
  days: string[];
  /** Phones that no text reaches. */
  deafPhones: string[];
};

type Demand = { clients: number; atLeastBookings: number };

/** Clubs of five courts for the whole run, whose holds last a minute, and their players. */
export async function openClubs({ clients, atLeastBookings }: Demand): Promise<Stock> {
  const clubs = Math.max(FEWEST_CLUBS, Math.ceil(atLeastBookings / BOOKINGS_PER_CLUB));
  for (let club = 0; club < clubs; club += 1) {
    const refundPolicy = POLICIES[club % POLICIES.length];
    const { id: clubId } = await makeClub({
      holdMinutes: 1,
      gapRule: false,
      durationsMinutes: [60],
      ...(refundPolicy && { refundPolicy }),
    });
    for (let court = 0; court < COURTS; court += 1) await makeCourt({ clubId });
  }
  const rows = await db().select({ id: courts.id }).from(courts);
  const today = localDateOf(Date.now(), ZONE);
  return {
    ...(await signUp(clients * PLAYERS_PER_CLIENT)),
    courtIds: rows.map(({ id }) => id),
    days: [2, 3, 4, 5, 6, 7, 8, 9].map((ahead) => addDays(today, ahead)),
  };
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
    const { key } = await transaction((tx) =>
      insertApiToken(tx, systemContext('chaos'), user.id, { name: 'chaos', scope: 'write' }),
    );
    players.push({ email: user.email, authorization: `Token ${key}` });
  }
  return { players, deafPhones };
}
