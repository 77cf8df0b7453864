import { and, eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { HELD, reservations } from '@/db/schema';
import { firstInstantOf, parseLocalTime } from '@/lib/core/time';
import type { Random } from '@/scripts/seed/random';
import { ask, saved, sleep, TRIES } from './ask';
import { type Player, type Stock, ZONE } from './clubs';
import { type Card, type OpenIntent, pay } from './pay';
import { payShares, shareCost } from './share-cost';
import type { Meddling, Outcome, Story } from './story';
import { waitForTurn } from './waiters';
import { control } from './world';

/** So many stories use the same few hours before the next ones. */
const HOT_FOR_STORIES = 40;

/** The share of stories in which the players share the cost. */
const SHARED = 0.15;

/** How often a player looks whether the court is theirs by now. */
const LOOKS = 20;

const payment = z.object({
  id: z.string(),
  payment_intent_id: z.string().nullish(),
  client_secret: z.string().nullish(),
});
const booked = z.object({ id: z.string(), status: z.string(), payment: payment.nullish() });
const mine = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      court_id: z.number(),
      date: z.string(),
      start_time: z.string(),
      replaces: z.string().optional(),
    }),
  ),
});

export type Stage = {
  stock: Stock;
  appUrl: string;
  stripeUrl: string;
  random: Random;
  /** The players in a story. */
  busy: Set<Player>;
  /** How many stories were played. */
  told: () => number;
};
type Asked = { court_id: number; date: string; start_time: string; duration: number };

/**
 * Plays one story: hold, usually pay, sometimes share the cost, cancel, refund or move, with a rival if it has one.
 */
export async function play(stage: Stage, asked = wishOf(stage)): Promise<Story[]> {
  const player = freePlayer(stage);
  try {
    return await playAs(stage, player, asked);
  } finally {
    stage.busy.delete(player);
  }
}

/** Nobody is in two stories at once. */
function freePlayer({ stock: { players }, busy, random }: Stage): Player {
  const player = random.pick(players.filter((one) => !busy.has(one)));
  if (!player) throw new Error('there are more players than clients');
  busy.add(player);
  return player;
}

async function playAs(stage: Stage, player: Player, asked: Asked): Promise<Story[]> {
  const { appUrl, stripeUrl, random } = stage;
  const story = beginning(player, asked);
  const api = `${appUrl}/api/v1`;

  const opened =
    (await book(api, player, asked, story, random)) ?? (await waitFor(stage, player, asked, story));
  if (story.reservationId === null || opened === null || random.next() < 0.1) return [story];
  const isShared = random.next() < SHARED;
  if (isShared) await shareCost(player, story.reservationId);
  const intent = isShared ? await openPayment(api, player, story.reservationId) : opened;
  if (intent === null) return [story];
  const rivals = random.next() < 0.1 ? await lingerOn(stage, asked, story) : [];
  if (random.next() < 0.15) await pay(stripeUrl, intent, 'pm_card_chargeDeclined');
  if (!isShared && random.next() < 0.02) return [await payWrongAmount(stripeUrl, intent, story), ...rivals];
  story.paid = await pay(stripeUrl, intent, cardOf(random, isShared));
  if (isShared || random.next() < 0.7) await untilConfirmed(api, player, story.reservationId);
  if (isShared) await payShares(stage, story.reservationId);
  const next = random.next();
  if (next < 0.3) story.cancelled = await giveUp(api, player, story.reservationId, random);
  else if (isShared) return [story, ...rivals];
  else if (next < 0.36) story.meddled = await meddle(stage, player, story, intent);
  else if (next < 0.55) await moveOn(stage, player, asked, story.reservationId);
  return [story, ...rivals];
}

/** Some ask for 3-D Secure, and some of those that are saved are declined later. */
function cardOf(random: Random, isSaved: boolean): Card {
  if (isSaved && random.next() < 0.2) return 'pm_card_chargeDeclinedOffSession';
  return random.next() < 0.1 ? 'pm_card_authenticationRequired' : 'pm_card_visa';
}

const beginning = (player: Player, { court_id, date, start_time }: Asked): Story => ({
  email: player.email,
  wish: { courtId: court_id, startsAt: firstInstantOf(date, parseLocalTime(start_time) ?? 0, ZONE) },
  booked: 'unknown',
  reservationId: null,
  paid: 'no',
  paidLate: false,
  cancelled: 'no',
  meddled: 'no',
});

function wishOf({ stock: { courtIds, days }, random, told }: Stage): Asked {
  // Three in ten want the same few changing hours, so that stories meet.
  const hot = random.next() < 0.3;
  const window = Math.floor(told() / HOT_FOR_STORIES);
  const court = hot ? (window * 7 + random.below(2)) % courtIds.length : random.below(courtIds.length);
  const day = hot ? (window * 3) % days.length : random.below(days.length);
  const hour = 8 + (hot ? (window * 5) % 14 : random.below(14));
  return {
    court_id: courtIds[court] ?? 0,
    date: days[day] ?? '',
    start_time: `${String(hour).padStart(2, '0')}:00`,
    duration: 60,
  };
}

/** Books until the outcome is known or nobody answers, and returns what is to be paid. */
async function book(
  api: string,
  player: Player,
  asked: Asked,
  story: Story,
  random: Random,
): Promise<OpenIntent | null> {
  const key = `chaos-${random.below(2 ** 31)}-${random.below(2 ** 31)}`;
  const answer = await ask(`${api}/reservations`, player, asked, key);
  const held = booked.safeParse(answer?.body).data;
  const keptUnpaid = saved.safeParse(answer?.body).data;
  // A refusal after a missing answer may be due to the first try.
  const found = held?.id ?? keptUnpaid?.reservation.id ?? (await findMine(api, player, asked));
  if (found === undefined || (found === null && !answer)) return null;
  story.reservationId = found;
  story.booked = found === null ? 'fail' : 'ok';
  return found === null ? null : (openIntent(held?.payment) ?? (await openPayment(api, player, found)));
}

/** One in three of those to whom a start is refused waits for it, and most take it when it is their turn. */
async function waitFor(
  { appUrl, stock, random }: Stage,
  player: Player,
  { court_id: courtId, date, start_time: time }: Asked,
  story: Story,
): Promise<OpenIntent | null> {
  const clubId = stock.desks.find(({ courtIds }) => courtIds.includes(courtId))?.clubId;
  if (story.booked !== 'fail' || clubId === undefined || random.next() < 0.67) return null;
  const offered = await waitForTurn(player, { clubId, courtId, date, time });
  if (offered === null) return null;
  story.booked = 'ok';
  story.reservationId = offered;
  const lapses = random.next() < 0.3;
  // Like every hold of this run it lasts a minute.
  await lapseHold(offered, lapses ? -1 : 60);
  return lapses ? null : openPayment(`${appUrl}/api/v1`, player, offered);
}

/** Null when there is none, undefined when nobody answers. */
async function findMine(api: string, player: Player, wish: Asked): Promise<string | null | undefined> {
  const answer = await ask(`${api}/reservations?when=upcoming&page_size=100`, player);
  const rows = mine.safeParse(answer?.body).data?.results;
  if (!rows) return undefined;
  const same = rows.find(
    (row) =>
      row.replaces === undefined &&
      row.court_id === wish.court_id &&
      row.date === wish.date &&
      row.start_time === wish.start_time,
  );
  return same?.id ?? null;
}

function openIntent(opened: z.output<typeof payment> | null | undefined): OpenIntent | null {
  const { payment_intent_id: id, client_secret: clientSecret } = opened ?? {};
  return id && clientSecret ? { id, clientSecret } : null;
}

async function openPayment(api: string, player: Player, reservationId: string): Promise<OpenIntent | null> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const answer = await ask(`${api}/reservations/${reservationId}/retry-payment`, player, {});
    const opened = openIntent(z.object({ payment }).safeParse(answer?.body).data?.payment);
    if (opened || answer?.status === 409) return opened;
    await sleep(500);
  }
  return null;
}

/** Waits for the confirmation, as most who cancel do. Gives up after a while. */
async function untilConfirmed(api: string, player: Player, reservationId: string): Promise<void> {
  for (let look = 0; look < LOOKS; look += 1) {
    const answer = await ask(`${api}/reservations/${reservationId}`, player);
    if (booked.safeParse(answer?.body).data?.status === 'confirmed') return;
    await sleep(500);
  }
}

/** The hold expires early, and half the time somebody else takes the court before it is paid. */
async function lingerOn(stage: Stage, asked: Asked, story: Story): Promise<Story[]> {
  story.paidLate = true;
  await lapseHold(story.reservationId ?? '');
  return stage.random.next() < 0.5 ? play(stage, asked) : [];
}

/** As if its minutes had passed, or were these seconds. */
const lapseHold = (reservationId: string, inSeconds = -1) =>
  db()
    .update(reservations)
    .set({ holdExpiresAt: sql`now() + make_interval(secs => ${inSeconds})` })
    .where(and(eq(reservations.id, reservationId), inArray(reservations.status, HELD)));

async function payWrongAmount(stripeUrl: string, intent: OpenIntent, story: Story): Promise<Story> {
  const paid = await control(`${stripeUrl}/_control/payment_intents/${intent.id}/pay`, 'POST', {
    amount_received: 1_000,
  }).catch(() => null);
  return paid ? { ...story, paid: 'ok', meddled: 'wrong_amount' } : story;
}

/** Once the court is the player's, a refund in Stripe's dashboard or a dispute follows. */
async function meddle(
  { appUrl, stripeUrl, random }: Stage,
  player: Player,
  { reservationId }: Story,
  { id }: OpenIntent,
): Promise<Meddling> {
  const answer = await ask(`${appUrl}/api/v1/reservations/${reservationId}`, player);
  if (booked.safeParse(answer?.body).data?.status !== 'confirmed') return 'no';
  const intent = `${stripeUrl}/_control/payment_intents/${id}`;
  const [path, meddling] =
    random.next() < 0.5 ? (['refund', 'refunded_in_dashboard'] as const) : (['dispute', 'disputed'] as const);
  // Stripe refuses when it was another intent that paid.
  return control(`${intent}/${path}`, 'POST', {}).then(
    () => meddling,
    () => 'no' as const,
  );
}

const movedSchema = z.object({
  act: z.object({ id: z.string() }).optional(),
  payment: payment.optional(),
});

/**
 * Moves to another court of the club at the same hour. One that costs more is usually paid for, sometimes when its hold
 * has run out, and one that does not is sometimes taken back. Wherever it ends, its price must be paid.
 */
async function moveOn(
  { appUrl, stripeUrl, stock, random }: Stage,
  player: Player,
  asked: Asked,
  reservationId: string,
): Promise<void> {
  const courtIds = stock.desks.find((desk) => desk.courtIds.includes(asked.court_id))?.courtIds ?? [];
  // The last court is the dear one.
  const courtId = random.next() < 0.5 ? courtIds.at(-1) : random.pick(courtIds);
  const place = { court_id: courtId, date: asked.date, start_time: asked.start_time };
  const api = `${appUrl}/api/v1`;
  const key = `chaos-${random.below(2 ** 31)}-${random.below(2 ** 31)}`;
  const answer = await ask(`${api}/reservations/${reservationId}/move`, player, place, key);
  const { act, payment: opened } = movedSchema.safeParse(answer?.body).data ?? {};
  const intent = openIntent(opened);
  if (intent && random.next() < 0.2) await lapseMove(reservationId);
  if (intent && random.next() < 0.9) await pay(stripeUrl, intent, 'pm_card_visa');
  if (act && random.next() < 0.3) await ask(`${api}/acts/${act.id}/undo`, player, {});
}

const lapseMove = (reservationId: string) =>
  db()
    .update(reservations)
    .set({ holdExpiresAt: sql`now() - interval '1 second'` })
    .where(and(eq(reservations.replaces, reservationId), inArray(reservations.status, HELD)));

/** Cancels, or asks for a refund, which means the same to a player. */
async function giveUp(api: string, player: Player, reservationId: string, random: Random): Promise<Outcome> {
  const refund = random.next() < 0.3 ? await paymentOf(api, player, reservationId) : null;
  const url = refund ? `${api}/payments/${refund}/refund` : `${api}/reservations/${reservationId}/cancel`;
  const answer = await ask(url, player, {});
  if (answer?.status === 200) return 'ok';
  // A refusal may be due to one's own first try, whose answer was lost.
  return 'unknown';
}

async function paymentOf(api: string, player: Player, reservationId: string): Promise<string | null> {
  const answer = await ask(`${api}/reservations/${reservationId}`, player);
  return booked.safeParse(answer?.body).data?.payment?.id ?? null;
}
