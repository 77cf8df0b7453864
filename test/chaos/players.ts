import { z } from 'zod';
import { db } from '@/db';
import { courts } from '@/db/schema';
import type { Random } from '@/db/seed/random';
import { issueApiToken } from '@/lib/auth/create-api-token';
import { systemContext } from '@/lib/context';
import { addDays, localDateOf } from '@/lib/time';
import { sendRequest } from '@/sandbox/send-request';
import { makeClub, makeCourt, makeUser } from '../factories';

const PLAYERS_PER_CLIENT = 20;
const FEWEST_CLUBS = 5;
/** What a club of five courts has to give is about twice that. */
const BOOKINGS_PER_CLUB = 280;
const COURTS = 5;
const ANSWER_WITHIN_MS = 20_000;
const TRIES = 5;

/** How a step ended, for whoever took it: done, refused, or nobody knows. */
export type Outcome = 'ok' | 'fail' | 'unknown';

/** One player's story, as that player saw it. */
export type Story = {
  email: string;
  booked: Outcome;
  reservationId: string | null;
  /** Whether the card was charged, by what Stripe told the browser. */
  paid: Outcome | 'no';
  cancelled: Outcome | 'no';
};

type Player = { email: string; authorization: string };
export type Club = { players: Player[]; courtIds: number[]; days: string[] };

type Demand = { clients: number; atLeastBookings: number };

/** Clubs of five courts, enough for what will be asked of them, whose holds last a minute; and their players. */
export async function openClubs({ clients, atLeastBookings }: Demand): Promise<Club> {
  const clubs = Math.max(FEWEST_CLUBS, Math.ceil(atLeastBookings / BOOKINGS_PER_CLUB));
  for (let club = 0; club < clubs; club += 1) {
    const { id: clubId } = await makeClub({ holdMinutes: 1, gapRule: false, durationsMinutes: [60] });
    for (let court = 0; court < COURTS; court += 1) await makeCourt({ clubId });
  }
  const players: Player[] = [];
  for (let at = 0; at < clients * PLAYERS_PER_CLIENT; at += 1) {
    const user = await makeUser({ email: `player-${at}@chaos.test` });
    const { key } = await issueApiToken(systemContext('chaos'), user.id, { name: 'chaos', scope: 'write' });
    players.push({ email: user.email, authorization: `Token ${key}` });
  }
  const rows = await db().select({ id: courts.id }).from(courts);
  const today = localDateOf(Date.now(), 'Europe/Madrid');
  // From two days on every cancellation is free: whoever does not play in the end has paid nothing.
  const days = [2, 3, 4, 5, 6, 7, 8, 9].map((ahead) => addDays(today, ahead));
  return { players, courtIds: rows.map(({ id }) => id), days };
}

type Answer = { status: number; body: unknown } | null;

/** One request, as often as its answer says to come back or does not come at all; null when nobody knows. */
async function ask(url: string, { authorization }: Player, body?: object, key?: string): Promise<Answer> {
  let last: Answer = null;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    last = await once(url, authorization, body, key);
    if (last && last.status < 500 && last.status !== 429) return last;
    if (last && saved.safeParse(last.body).success) return last;
    await sleep(300 * 2 ** attempt);
  }
  return last && last.status < 500 ? last : null;
}

async function once(url: string, authorization: string, body?: object, key?: string): Promise<Answer> {
  try {
    const { status, text } = await sendRequest(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization,
        'content-type': 'application/json',
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      timeoutMs: ANSWER_WITHIN_MS,
    });
    return { status, body: text.startsWith('{') ? JSON.parse(text) : null };
  } catch {
    return null;
  }
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const payment = z.object({ id: z.string(), payment_intent_id: z.string().nullish() });
const booked = z.object({ id: z.string(), status: z.string(), payment: payment.nullish() });
const saved = z.object({
  error: z.literal('payment_service_unavailable'),
  reservation: z.object({ id: z.string() }),
});
const mine = z.object({
  results: z.array(
    z.object({ id: z.string(), court_id: z.number(), date: z.string(), start_time: z.string() }),
  ),
});

type Stage = { club: Club; appUrl: string; stripeUrl: string; random: Random };

/** Plays one story: hold, usually pay, sometimes cancel or ask the money back. */
export async function play({ club, appUrl, stripeUrl, random }: Stage): Promise<Story> {
  const player = club.players[random.below(club.players.length)];
  if (!player) throw new Error('there are players');
  const story: Story = {
    email: player.email,
    booked: 'unknown',
    reservationId: null,
    paid: 'no',
    cancelled: 'no',
  };
  const api = `${appUrl}/api/v1`;
  const wish = wishOf(club, random);
  const key = `chaos-${random.below(2 ** 31)}-${random.below(2 ** 31)}`;

  const answer = await ask(`${api}/reservations`, player, wish, key);
  const held = booked.safeParse(answer?.body).data;
  const keptUnpaid = saved.safeParse(answer?.body).data;
  story.reservationId = held?.id ?? keptUnpaid?.reservation.id ?? (await findMine(api, player, wish));
  // A refusal after an answer that never came may be of one's own first try.
  if (story.reservationId !== null) story.booked = 'ok';
  else if (answer) story.booked = 'fail';
  if (story.reservationId === null) return story;

  const intentId = held?.payment?.payment_intent_id ?? (await openPayment(api, player, story.reservationId));
  if (intentId === null || random.next() < 0.1) return story;
  if (random.next() < 0.15) await pay(stripeUrl, intentId, '4000000000000002');
  story.paid = await pay(stripeUrl, intentId, '4242424242424242');
  if (random.next() < 0.5) await ask(`${api}/reservations/${story.reservationId}`, player);
  if (random.next() < 0.3) story.cancelled = await giveUp(api, player, story.reservationId, random);
  return story;
}

function wishOf({ courtIds, days }: Club, random: Random) {
  // Three in ten want the same few hours, so that they meet.
  const hot = random.next() < 0.3;
  const hour = hot ? 18 : 8 + random.below(14);
  return {
    court_id: courtIds[hot ? random.below(3) : random.below(courtIds.length)] ?? 0,
    date: days[hot ? random.below(2) : random.below(days.length)] ?? '',
    start_time: `${String(hour).padStart(2, '0')}:00`,
    duration: 60,
  };
}

async function findMine(
  api: string,
  player: Player,
  wish: ReturnType<typeof wishOf>,
): Promise<string | null> {
  const answer = await ask(`${api}/reservations?when=upcoming&page_size=100`, player);
  const { results = [] } = mine.safeParse(answer?.body).data ?? {};
  const same = results.find(
    (row) => row.court_id === wish.court_id && row.date === wish.date && row.start_time === wish.start_time,
  );
  return same?.id ?? null;
}

async function openPayment(api: string, player: Player, reservationId: string): Promise<string | null> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const answer = await ask(`${api}/reservations/${reservationId}/retry-payment`, player, {});
    const opened = z.object({ payment }).safeParse(answer?.body).data;
    if (opened?.payment.payment_intent_id) return opened.payment.payment_intent_id;
    if (answer?.status === 409) return null;
    await sleep(500);
  }
  return null;
}

/** As Stripe's form in the browser, which speaks to Stripe alone. */
async function pay(stripeUrl: string, intentId: string, card: string): Promise<Outcome> {
  const { status } = await sendRequest(`${stripeUrl}/_control/payment_intents/${intentId}/pay`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ card }),
    timeoutMs: ANSWER_WITHIN_MS,
  });
  return status === 200 ? 'ok' : 'fail';
}

/** Cancels, or asks for the money back, which is the same to a player. */
async function giveUp(api: string, player: Player, reservationId: string, random: Random): Promise<Outcome> {
  const refund = random.next() < 0.3 ? await paymentOf(api, player, reservationId) : null;
  const url = refund ? `${api}/payments/${refund}/refund` : `${api}/reservations/${reservationId}/cancel`;
  const answer = await ask(url, player, {});
  if (answer?.status === 200) return 'ok';
  // A refusal may come of one's own first try, whose answer was lost.
  return 'unknown';
}

async function paymentOf(api: string, player: Player, reservationId: string): Promise<string | null> {
  const answer = await ask(`${api}/reservations/${reservationId}`, player);
  return booked.safeParse(answer?.body).data?.payment?.id ?? null;
}
