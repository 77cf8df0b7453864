import { setTimeout as rest } from 'node:timers/promises';
import { z } from 'zod';
import { addDays, localDateOf, localTime, MINUTE_MS } from '@/lib/core/time';
import type { FormPart } from './forms';
import type { DeskPlace } from './world';

const ZONE = 'Europe/Madrid';
const TODAY = localDateOf(Date.now(), ZONE);
/** A mail goes out at once. */
const SENT_WITHIN_MS = 30_000;

type Sent = {
  query?: Readonly<Record<string, unknown>>;
  body?: object;
  form?: readonly FormPart[];
  as?: 'owner' | 'operator';
};

/** Sends one request of a club's owner, unless said, and gives its answer. */
export type Ask = (method: string, path: string, sent?: Sent) => Promise<unknown>;

type Day = DeskPlace & { ask: Ask; date: string; nth: number };

const ref = z.object({ id: z.string() });
const item = ref.extend({ revision: z.int() });
const listOf = <One extends z.ZodType>(one: One) => z.object({ results: z.array(one) });

/** A day of a club's desk: its board, people and team, games of a later day and of now, the till and the mails. */
export async function workDay(ask: Ask, place: DeskPlace, nth: number): Promise<void> {
  const day = { ...place, ask, date: addDays(TODAY, 10 + nth), nth };
  await readClub(day);
  await changeTeam(day);
  await moveGames(day, await keepPeople(day));
  await noteWhoCame(day);
  await keepTill(day);
  await sendAgain(day);
}

/** The lists of a club that can be read without saying which. */
const LISTS = [
  'bookings',
  'acts',
  'activity',
  'customers',
  'dues',
  'failed-refunds',
  'waiting',
  'exports/bookings.csv',
  'keys',
  'export',
];

async function readClub({ ask, clubId, courtIds, date }: Day): Promise<void> {
  const club = `clubs/${clubId}`;
  const board = z
    .object({ cursor: z.string() })
    .parse(await ask('GET', `${club}/planner`, { query: { date } }));
  await ask('GET', `${club}/planner/changes`, { query: { date, since: board.cursor } });
  const slot = { court_id: courtIds[0], date, start_time: '10:00', duration: 90 };
  await ask('POST', `${club}/quote`, { body: slot });
  for (const list of LISTS) await ask('GET', `${club}/${list}`);
  await ask('GET', `${club}/messages`, { query: { tab: 'all' } });
  await ask('GET', `${club}/search`, { query: { q: 'ana' } });
}

/** Somebody new is asked and asked no more, a key is made and revoked, and a colleague has another role for a moment. */
async function changeTeam({ ask, clubId, nth }: Day): Promise<void> {
  const body = { email: `new-${nth}@fuzz.test`, role: 'desk' };
  const asked = ref.parse(await ask('POST', `clubs/${clubId}/team`, { body }));
  await ask('DELETE', `team/${asked.id}`);
  const wanted = { body: { name: `Caja ${nth}`, role: 'desk' } };
  const key = ref.parse(await ask('POST', `clubs/${clubId}/keys`, wanted));
  await ask('DELETE', `clubs/${clubId}/keys/${key.id}`);
  const member = ref.extend({ role: z.string() });
  const team = listOf(member).parse(await ask('GET', `clubs/${clubId}/team`)).results;
  const colleague = team.find(({ role }) => role === 'desk');
  for (const role of ['manager', 'desk']) await ask('PATCH', `team/${colleague?.id}`, { body: { role } });
}

/** Somebody new who is changed, blocked and let in again, and a twin who becomes one with them. */
async function keepPeople({ ask, clubId, nth }: Day): Promise<string> {
  const add = async (name: string) => {
    const body = { name, phone: `+3465521${1000 + nth}` };
    return item.parse(await ask('POST', `clubs/${clubId}/customers`, { body }));
  };
  const [one, twin, gone] = [await add(`Ana Ruiz ${nth}`), await add(`A. Ruiz ${nth}`), await add('Nadie')];
  const at = `customers/${one.id}`;
  await ask('GET', at);
  await ask('PATCH', at, { body: { revision: one.revision, note: 'Zurda' } });
  await ask('POST', `${at}/block`, { body: { reason: 'No vino' } });
  await ask('POST', `${at}/unblock`);
  await ask('POST', `customers/${twin.id}/merge`, { body: { into: one.id } });
  await ask('POST', `customers/${gone.id}/erase`);
  return one.id;
}

const written = z.object({ booking: item });

/** Games that are changed, moved, swapped, delayed, paid for, undone and cancelled, alone and together. */
async function moveGames(day: Day, customerId: string): Promise<void> {
  const { ask, clubId, courtIds, undoSeconds, date } = day;
  const who = { customer_id: customerId, kind: 'booking', duration: 90 };
  const [first] = await book(day, { ...who, court_ids: [courtIds[0]], start_time: '10:00' });
  const [second] = await book(day, { ...who, court_ids: [courtIds[1]], start_time: '10:00' });
  const at = `reservations/${first.id}`;
  await ask('GET', at);
  const noted = { revision: first.revision, note: 'Trae pala' };
  let { revision } = written.parse(await ask('PATCH', at, { body: noted })).booking;
  const move = { revision, date, start_time: '12:00', price: 'list' };
  ({ revision } = written.parse(await ask('POST', `${at}/move`, { body: move })).booking);
  const both = { a: { id: first.id, revision }, b: { id: second.id, revision: second.revision } };
  await ask('POST', 'reservations/swap', { body: both });
  await ask('POST', `courts/${courtIds[0]}/shift`, { body: { date, from: '09:00', minutes: 30 } });
  await ask('POST', `customers/${customerId}/settle`, { body: { method: 'bizum' } });
  const [, act] = await book(day, { ...who, court_ids: [courtIds[0]], start_time: '18:00' });
  await ask('POST', `acts/${act.id}/undo`);
  await ask('GET', `${at}/cancel`);
  await ask('POST', `${at}/cancel`, { body: {} });
  // Until then the cancellation is undone instead.
  await rest(1_000 * (undoSeconds + 1));
  const cancelled = await revisionOf(day, first.id, date, { status: 'cancelled' });
  await ask('POST', `${at}/restore`, { body: { revision: cancelled } });
  await ask('POST', `clubs/${clubId}/bookings/cancel`, { body: { ids: [first.id, second.id] } });
}

const booked = z.object({ bookings: z.tuple([item], item), act: ref });

/** The first of the bookings made, and the act that made them. */
async function book({ ask, clubId, date }: Day, wish: object) {
  const made = booked.parse(await ask('POST', `clubs/${clubId}/bookings`, { body: { date, ...wish } }));
  return [made.bookings[0], made.act] as const;
}

async function revisionOf({ ask, clubId }: Day, id: string, date: string, more: object = {}) {
  const query = { from: date, to: date, ...more };
  const found = listOf(item).parse(await ask('GET', `clubs/${clubId}/bookings`, { query }));
  return found.results.find((one) => one.id === id)?.revision;
}

/** A game of now, of players who come, do not, and do after all. */
async function noteWhoCame(day: Day): Promise<void> {
  const { ask, courtIds, nth } = day;
  const startsAt = Date.now() - (Date.now() % (5 * MINUTE_MS)) - 10 * MINUTE_MS;
  const when = { date: localDateOf(startsAt, ZONE), start_time: localTime(startsAt, ZONE), duration: 60 };
  const court_ids = [courtIds[nth % 2]];
  const [game] = await book(day, { ...when, court_ids, kind: 'walk_in' });
  const at = `reservations/${game.id}`;
  const eva = { name: 'Eva' };
  await ask('POST', `${at}/participants`, { body: eva });
  await ask('POST', `${at}/participants/0/check-in`, { body: eva });
  await ask('DELETE', `${at}/participants/0/check-in`, { query: eva });
  await ask('DELETE', `${at}/participants`, { query: { position: 0, ...eva } });
  let revision = await revisionOf(day, game.id, when.date);
  for (const [method, what] of [
    ['POST', 'check-in'],
    ['DELETE', 'check-in'],
    ['POST', 'no-show'],
    ['POST', 'revive'],
    // The court is free again for the next of these days.
    ['POST', 'no-show'],
  ] as const) {
    const sent = method === 'POST' ? { body: { revision } } : { query: { revision } };
    ({ revision } = written.parse(await ask(method, `${at}/${what}`, sent)).booking);
  }
}

/** A till that is opened, paid into, corrected and closed, and debts that are paid, asked for and let go. */
async function keepTill(day: Day): Promise<void> {
  const { ask, clubId, courtIds, nth } = day;
  const till = { name: `Fuzz ${nth}`, float: '100.00' };
  const { id: shift_id } = ref.parse(await ask('POST', `clubs/${clubId}/till/shifts`, { body: till }));
  const customer = { name: `Luis Mora ${nth}`, email: `luis-${nth}@fuzz.test` };
  const wish = { court_ids: [courtIds[1]], duration: 90, kind: 'booking', customer };
  for (const start_time of ['14:00', '16:00', '20:00']) await book(day, { ...wish, start_time });
  const due = ref.extend({ customer: z.object({ name: z.string() }).nullable() });
  const open = { open: 'true', page_size: 100 };
  const { results } = listOf(due).parse(await ask('GET', `clubs/${clubId}/dues`, { query: open }));
  const own = results.filter((one) => one.customer?.name === customer.name);
  const [paid, asked, waived] = own.map(({ id }) => `dues/${id}`);
  const taken = await ask('POST', `${paid}/pay`, { body: { method: 'cash', shift_id } });
  await ask('POST', `${asked}/pay`, { body: { method: 'bizum', amount: '5.00' } });
  await ask('POST', `${waived}/waive`, { body: { reason: 'Llovió' } });
  await ask('POST', `clubs/${clubId}/dues/links`, { body: {} });
  await ask('POST', `${asked}/link`, { body: { channel: 'email' } });
  const change = { kind: 'cash_in', amount: '5.00', note: 'Cambio', shift_id };
  await ask('POST', `clubs/${clubId}/till/entries`, { body: change });
  const { entry } = z.object({ entry: ref }).parse(taken);
  await ask('POST', `till/entries/${entry.id}/reverse`, { body: { reason: 'Era otra' } });
  for (const list of ['shifts', 'entries']) await ask('GET', `clubs/${clubId}/till/${list}`);
  await ask('GET', `till/shifts/${shift_id}`);
  await ask('GET', `till/shifts/${shift_id}/report.csv`);
  await ask('POST', `till/shifts/${shift_id}/close`, { body: { counted: '105.00' } });
}

/** The newest mail that asks for money, once it has gone out. */
async function sendAgain({ ask, clubId }: Day): Promise<void> {
  const message = ref.extend({ status: z.string(), resend_of: z.string().nullable() });
  const until = Date.now() + SENT_WITHIN_MS;
  const query = { tab: 'all', kind: 'payment_due' };
  for (;;) {
    const answer = await ask('GET', `clubs/${clubId}/messages`, { query });
    const sent = listOf(message)
      .parse(answer)
      .results.find(({ status, resend_of }) => resend_of === null && ['sent', 'delivered'].includes(status));
    if (sent) return void (await ask('POST', `messages/${sent.id}/resend`, { body: {} }));
    if (Date.now() > until) throw new Error('no mail that asks for money went out');
    await rest(500);
  }
}
