import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { db } from '@/db';
import {
  apiTokens,
  customerRemovals,
  idempotencyKeys,
  participants,
  refunds,
  reservations,
  users,
  webhookEvents,
} from '@/db/schema';
import { isOptedOut } from '@/lib/notices/opt-outs';
import { CUSTOMER, EMAIL, PHONE, plantPerson, receiveStripe, TRACES } from '@/test/plant-person';
import { listReferences, listTraces, listWordTables, type Trace } from '@/test/traces';
import { eraseUser } from './erase-user';
import { exportUser } from './export-user';

/** Tables that hold no personal data. A new table is named here or gets a row in `plantPerson`. */
const HOLD_NOBODY = {
  audit: 'never erased, so it tells no names: who changed one does so below',
  clubs: 'a club, with the address and number it publishes',
  courts: 'a court',
  photos: 'a picture of a club with its words; who added it stays under the id',
  price_rules: 'a rule of a club',
  special_days: 'a date of a club',
  series_exceptions: 'a date of a series',
  categories: 'a group of a club, by its name',
  cities: 'a place, and how many clubs it has',
  search_documents: 'clubs and courts',
  disputes: 'amounts and states of a bank',
  shared_costs: 'the ids of a card at Stripe, which are forgotten with the booking',
  till_shifts: 'amounts of a club',
  payments: 'amounts, states, ids at Stripe',
  webhook_events: 'kept without what they say of people, some of which come below',
  mail_opt_outs: 'a keyed hash of a mailbox',
  visitor_holds: 'keyed hashes of an address and a mailbox, for a few days',
  sms_opt_outs: 'a keyed hash, one of which is made below',
  staff_roles: 'a role; the row stays under the id',
  second_factors: 'sealed; the row goes',
  recovery_codes: 'hashes; the rows go',
  passkey_challenges: 'a hash; the row goes',
  idempotency_keys: 'sealed; the rows go',
  socket_tickets: 'a hash; the row goes',
  live_sockets: 'the row goes with its socket',
  sessions: 'empty while sessions are tokens',
  slot_alerts: 'a city; the row goes',
  operations: 'what was changed, by an id',
  operation_services: 'states',
  repairs: 'findings about ids',
  heartbeats: 'counts of jobs',
} as const;

let planted: Awaited<ReturnType<typeof plantPerson>>;
let before: Trace[];
let exported: string;

beforeAll(async () => {
  planted = await plantPerson();
  before = await listTraces(...TRACES);
  exported = JSON.stringify(await exportUser(planted.ctx));
  await eraseUser(planted.ctx, planted.user);
});

/** Data that is not the person's to export: sign-ups of unproven mailboxes, and what we derive. */
const NOT_EXPORTED = ['pending_sign_ups', 'verification_tokens', 'users.mailbox', 'customers.words'];

describe('an exported account', () => {
  test('has whatever any table says of the person', () => {
    const left = before
      .filter(
        ({ table, column }) => !NOT_EXPORTED.some((name) => name === table || name === `${table}.${column}`),
      )
      // To somebody without an account.
      .filter(({ table, column }) => !(table === 'notices' && column === 'recipient'))
      .filter(({ value }) => !exported.includes(partOfJson(value)));
    expect(left).toEqual([]);
  });

  test('has their games with whom they named, those of others they play in, and what was done', () => {
    const { own, others, guestOf, payment } = planted;
    for (const id of [own.id, others.id, guestOf.id, payment.id]) expect(exported).toContain(id);
    for (const name of ['Carla sin Cuenta', 'carla@example.com', 'Bea Amiga'])
      expect(exported).toContain(name);
    const { audit, profile } = z
      .looseObject({ audit: z.array(entrySchema), profile: z.looseObject({}) })
      .parse(JSON.parse(exported));
    expect(profile).toMatchObject({ stripe_customer_id: CUSTOMER });
    expect(audit).toContainEqual({ entity: 'user', to_state: 'profile_changed', actor: 'you' });
    expect(audit).toContainEqual({ entity: 'refund', to_state: 'covered', actor: 'staff' });
  });

  test('has nobody else and no secret', () => {
    const { others, guestOf, friend } = planted;
    for (const id of [others.userId, guestOf.userId, friend.id, friend.email])
      expect(exported).not.toContain(id);
    expect(exported).not.toMatch(/hash|secret|sealed/i);
  });
});

const entrySchema = z.object({ entity: z.string(), to_state: z.string(), actor: z.string() });

/** A text, or the members of an object or a list, as they stand in a document. */
const partOfJson = (value: string) =>
  /^[[{]/.test(value) ? JSON.stringify(JSON.parse(value)).slice(1, -1) : JSON.stringify(value).slice(1, -1);

describe('an erased account', () => {
  test('was known in every table that can hold words of a person', async () => {
    const known = new Set(before.map(({ table }) => table));
    const others = (await listWordTables()).filter((table) => !known.has(table));
    expect(others.toSorted()).toEqual(Object.keys(HOLD_NOBODY).concat('customer_removals').toSorted());
  });

  test('is in no word of any table any more, but in what Stripe must still be told', async () => {
    expect(await listTraces(...TRACES)).toMatchObject([{ table: 'customer_removals', value: CUSTOMER }]);
    await db().delete(customerRemovals).where(eq(customerRemovals.stripeCustomerId, CUSTOMER));
    expect(await listTraces(...TRACES)).toEqual([]);
  });

  test('is referred to by what the books need, and by nothing else', async () => {
    expect(await listReferences(planted.user.id)).toEqual([
      'acts.by',
      'api_tokens.user_id',
      'customers.user_id',
      'dues.waived_by',
      'notices.user_id',
      'participants.user_id',
      'payments.user_id',
      'reservations.user_id',
      'staff_invitations.accepted_by',
      'staff_invitations.invited_by',
      'staff_roles.user_id',
      'till_entries.taken_by',
    ]);
    const keys = await db().select().from(idempotencyKeys);
    expect(keys.filter(({ actor }) => actor.endsWith(planted.user.id))).toEqual([]);
  });

  test('leaves amounts, and the names of those who have an account of their own', async () => {
    const [booking] = await db().select().from(reservations).where(eq(reservations.id, planted.own.id));
    expect(booking).toMatchObject({ priceMinor: 4500, userId: planted.user.id, guest: null, note: null });
    const [refund] = await db().select().from(refunds).where(eq(refunds.paymentId, planted.payment.id));
    expect(refund).toMatchObject({ amountMinor: 4500, cause: 'staff', note: null });
    const players = await db()
      .select()
      .from(participants)
      .where(eq(participants.reservationId, planted.own.id))
      .orderBy(participants.position);
    expect(players.map(({ name, email }) => [name, email])).toEqual([
      ['—', null],
      ['—', null],
      ['Bea Amiga', null],
    ]);
    expect(await db().select().from(users).where(eq(users.id, planted.friend.id))).toMatchObject([
      { name: 'Bea Amiga' },
    ]);
    const tokens = await db().select().from(apiTokens).where(eq(apiTokens.userId, planted.user.id));
    expect(tokens).toMatchObject([{ name: '—', revokedAt: expect.any(Date) }]);
  });

  test('stays opted out, and stays forgotten when an event about it comes late', async () => {
    expect(await isOptedOut(db(), PHONE)).toBe(true);
    await receiveStripe({
      id: 'evt_late',
      type: 'customer.updated',
      livemode: false,
      data: { object: { id: CUSTOMER, email: EMAIL } },
    });
    expect(await listTraces(...TRACES)).toEqual([]);
    expect(await db().$count(webhookEvents, eq(webhookEvents.eventId, 'evt_late'))).toBe(1);
  });
});
