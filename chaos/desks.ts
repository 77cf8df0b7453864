import { z } from 'zod';
import { firstInstantOf, parseLocalTime } from '@/lib/core/time';
import type { Random } from '@/scripts/seed/random';
import { type Answer, ask } from './ask';
import { type Desk, type Stock, ZONE } from './clubs';
import type { DeskStory, Place } from './story';

const item = z.object({ id: z.string(), revision: z.number(), court_id: z.number(), starts_at: z.string() });
const act = z.object({ id: z.string() });
const bookedSchema = z.object({ bookings: z.array(item), act });
const movedSchema = z.object({ booking: item, act });
const cancelledSchema = z.object({ act });
const undoneSchema = z.object({ undone: z.literal(true) });
const conflictSchema = z.object({ current: z.object({ revision: z.number() }) });
const duesSchema = z.object({
  results: z.array(
    z.object({ id: z.string(), reservation_id: z.string(), amount: z.object({ amount: z.string() }) }),
  ),
});
const shiftSchema = z.object({ id: z.string() });

const METHODS = ['cash', 'card_terminal', 'bizum', 'transfer'] as const;

type Stage = { stock: Stock; appUrl: string; random: Random };
type Counter = { api: string; desk: Desk; random: Random };
type Slot = { courtId: number; date: string; time: string };

/** A desk books a walk-in and then may take its money, move it, cancel it, and undo what it did last. */
export async function workDesk({ stock, appUrl, random }: Stage): Promise<DeskStory> {
  const desk = random.pick(stock.desks);
  if (!desk) throw new Error('there is no desk');
  const counter = { api: `${appUrl}/api/v1`, desk, random };
  if (random.next() < 0.05) await closeTill(counter);
  await openTill(counter);
  const story = await book(counter, slotOf(counter, stock.days));
  if (story.reservationId === null || story.place === null) return story;
  if (random.next() < 0.6) await takeMoney(counter, story);
  if (random.next() < 0.4) await move(counter, story, slotOf(counter, stock.days));
  if (random.next() < 0.25) await cancel(counter, story);
  return story;
}

function slotOf({ desk, random }: Counter, days: readonly string[]): Slot {
  const time = `${String(8 + random.below(14)).padStart(2, '0')}:00`;
  return { courtId: random.pick(desk.courtIds) ?? 0, date: random.pick([...days]) ?? '', time };
}

const placeOf = ({ courtId, date, time }: Slot): Place => ({
  courtId,
  startsAt: firstInstantOf(date, parseLocalTime(time) ?? 0, ZONE),
});

/** Whether a refusal says that nothing was done. */
const isKnown = (answer: Answer) => answer !== null && !answer.isRepeat;

/** Every write has a key, so that a repeat after a lost answer is no second act. */
const write = ({ api, desk, random }: Counter, path: string, body: object): Promise<Answer> =>
  ask(`${api}${path}`, desk, body, `desk-${random.below(2 ** 31)}-${random.below(2 ** 31)}`);

/** One is open already unless it was just closed. */
async function openTill(counter: Counter): Promise<void> {
  const { desk } = counter;
  if (desk.shiftId !== null) return;
  const answer = await write(counter, `/clubs/${desk.clubId}/till/shifts`, {
    name: desk.email,
    float: '100.00',
  });
  desk.shiftId = shiftSchema.safeParse(answer?.body).data?.id ?? null;
}

async function closeTill(counter: Counter): Promise<void> {
  const { desk } = counter;
  if (desk.shiftId === null) return;
  const answer = await write(counter, `/till/shifts/${desk.shiftId}/close`, { counted: '100.00' });
  // A refusal may be due to the first try, whose answer was lost.
  if (answer) desk.shiftId = null;
}

/** A way of paying that is possible now. Cash needs an open till. */
function wayOf({ desk, random }: Counter): object {
  const method = random.pick([...METHODS]) ?? 'transfer';
  if (method !== 'cash') return { method };
  return desk.shiftId === null ? { method: 'transfer' } : { method, shift_id: desk.shiftId };
}

async function book(counter: Counter, slot: Slot): Promise<DeskStory> {
  const { desk, random } = counter;
  const paidAtOnce = random.next() < 0.3;
  const answer = await write(counter, `/clubs/${desk.clubId}/bookings`, {
    court_ids: [slot.courtId],
    date: slot.date,
    start_time: slot.time,
    duration: 60,
    kind: 'walk_in',
    settle: paidAtOnce ? wayOf(counter) : 'due',
  });
  const booked = bookedSchema.safeParse(answer?.body).data;
  const story: DeskStory = {
    clubId: desk.clubId,
    booked: booked ? 'ok' : isKnown(answer) ? 'fail' : 'unknown',
    reservationId: booked?.bookings[0]?.id ?? null,
    revision: booked?.bookings[0]?.revision ?? 0,
    place: booked ? placeOf(slot) : null,
    status: booked ? 'confirmed' : null,
    taken: paidAtOnce && booked ? 'ok' : 'no',
  };
  if (booked && random.next() < 0.15 && (await undo(counter, booked.act.id, story)))
    Object.assign(story, { status: 'cancelled', place: null });
  return story;
}

/** What was done is undone in time, too late, or nobody knows. */
async function undo(counter: Counter, actId: string, story: DeskStory): Promise<boolean> {
  const answer = await write(counter, `/acts/${actId}/undo`, {});
  const isUndone = undoneSchema.safeParse(answer?.body).success;
  if (!isUndone && !isKnown(answer)) Object.assign(story, { status: null, place: null });
  return isUndone;
}

async function takeMoney(counter: Counter, story: DeskStory): Promise<void> {
  const { api, desk } = counter;
  const list = await ask(`${api}/clubs/${desk.clubId}/dues?open=true&page_size=100`, desk);
  const due = duesSchema
    .safeParse(list?.body)
    .data?.results.find(({ reservation_id: id }) => id === story.reservationId);
  if (!due) return;
  const half = counter.random.next() < 0.3 ? { amount: '10.00' } : {};
  const answer = await write(counter, `/dues/${due.id}/pay`, { ...wayOf(counter), ...half });
  story.taken = answer?.status === 200 ? 'ok' : isKnown(answer) ? 'fail' : 'unknown';
}

async function move(counter: Counter, story: DeskStory, slot: Slot): Promise<void> {
  const from = story.place;
  const answer = await withRevision(counter, `/reservations/${story.reservationId}/move`, story, {
    court_id: slot.courtId,
    date: slot.date,
    start_time: slot.time,
    price: 'keep',
  });
  const moved = movedSchema.safeParse(answer?.body).data;
  if (!moved && !isKnown(answer)) story.place = null;
  if (!moved) return;
  Object.assign(story, { place: placeOf(slot), revision: moved.booking.revision });
  if (counter.random.next() < 0.4 && (await undo(counter, moved.act.id, story))) story.place = from;
}

async function cancel(counter: Counter, story: DeskStory): Promise<void> {
  const { place } = story;
  const answer = await write(counter, `/reservations/${story.reservationId}/cancel`, {});
  const cancelled = cancelledSchema.safeParse(answer?.body).data;
  // A refusal may be due to the first try, whose answer was lost.
  if (!cancelled) story.status = null;
  if (!cancelled) return;
  Object.assign(story, { status: 'cancelled', place: null });
  if (counter.random.next() < 0.4 && (await undo(counter, cancelled.act.id, story)))
    Object.assign(story, { status: 'confirmed', place });
}

/** Tries once more with the revision that a conflict tells. */
async function withRevision(counter: Counter, path: string, story: DeskStory, body: object): Promise<Answer> {
  const answer = await write(counter, path, { ...body, revision: story.revision });
  const current = answer?.status === 409 ? conflictSchema.safeParse(answer.body).data?.current : undefined;
  if (!current || !isKnown(answer)) return answer;
  return write(counter, path, { ...body, revision: current.revision });
}
