import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db, transaction } from '@/db';
import { acts, customers, notices, reservations } from '@/db/schema';
import { linkCustomers } from '@/lib/auth/links/link-customers';
import { readSignedToken } from '@/lib/auth/signed-token';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import { type Context, systemContext } from '@/lib/core/context';
import { listActs } from '@/lib/desk/acts/list-acts';
import { findUndoable } from '@/lib/desk/acts/find-undoable';
import { undoAct } from '@/lib/desk/acts/undo-act';
import { deliverNotice } from '@/lib/notices/deliver-notice';
import { settlePayment } from '@/lib/payments/settle-payment';
import { startPayment } from '@/lib/payments/start-payment';
import { getReservation } from '@/lib/reservations/reservation-details';
import { expireHolds } from '@/lib/reservations/expire-holds';
import { claimBooking } from '@/lib/reservations/visitors/claim-booking';
import { giveGuest } from '@/lib/reservations/visitors/give-guest';
import { holdSlot } from '@/lib/reservations/hold-slot';
import { staffOf } from '@/test/at-desk';
import { inDays, lapse, readBooking, sendRefunds } from '@/test/bookings';
import {
  anonymousContext,
  makeCourt,
  makeReservation,
  makeUser,
  personContext,
  visitorContext,
} from '@/test/factories';
import { brokenInvariants } from '@/test/invariants';
import { accounted, at, makeMovableAsGuest, MOVING_DAY, reread } from '@/test/own-moves';
import { refusalOf } from '@/test/refusal-of';
import { useSandbox } from '@/test/sandbox';
import { payIntent } from '@/test/stripe-control';
import { listOwnMoves } from './list-own-moves';
import { moveOwnBooking, previewOwnMove } from './move-own-booking';

const sandbox = useSandbox({ providers: ['stripe', 'resend'] });
const job = () => systemContext('test');
const make = () => makeMovableAsGuest(sandbox());
type Made = Awaited<ReturnType<typeof make>>;

/** The browser of a booking, signed in since. */
async function signedIn({ actor }: Context, email?: string) {
  if (actor.kind !== 'visitor') throw new Error('a visitor books');
  const person = personContext(await makeUser(email === undefined ? {} : { email }));
  if (person.actor.kind !== 'person') throw new Error('a person');
  const { visitorId, bookings } = actor;
  return { ...person, actor: { ...person.actor, visitor: { visitorId, bookings } } };
}

/** The act of a move that costs nothing more. */
async function moved({ move }: Made, change: Parameters<Made['move']>[0] = {}) {
  const done = await move(change);
  if (done.is !== 'moved') throw new Error('it costs no more');
  return done.act;
}

/** The hold of a dearer place and its intent. */
async function held({ move, dear }: Made) {
  const done = await move({ courtId: dear.id });
  if (done.is !== 'held') throw new Error('a dearer place is held');
  return { hold: done.reservationId, paymentIntentId: done.payment.paymentIntentId };
}

const fresh = (ctx: Context): Context => ({ ...ctx, now: new Date() });

describe('a booking that was made without an account', () => {
  test('is moved at once to a place that costs the same, by its browser, which may undo it', async () => {
    const made = await make();
    const { reservationId, other, court, ctx, wish } = made;
    expect(await previewOwnMove(ctx, wish({ courtId: other.id }))).toMatchObject({ differenceMinor: 0 });
    const act = await moved(made, { courtId: other.id });
    expect(await reread(reservationId)).toMatchObject({ courtId: other.id, startsAt: at(12), userId: null });
    const visitorId = ctx.actor.kind === 'visitor' ? ctx.actor.visitorId : '';
    const [row] = await db().select().from(acts).where(eq(acts.id, act.id));
    expect(row).toMatchObject({ by: null, byVisitor: visitorId, kind: 'own_move' });
    expect(await findUndoable(fresh(ctx), made.club.id, reservationId)).toMatchObject({ id: act.id });
    await undoAct(fresh(ctx), act.id);
    expect(await reread(reservationId)).toMatchObject({ courtId: court.id, startsAt: at(10) });
    const [undone] = await db().select().from(acts).where(eq(acts.id, act.id));
    expect(undone).toMatchObject({ undoneBy: null, undoneByVisitor: visitorId });
    expect((await refusalOf(undoAct(fresh(ctx), act.id))).code).toBe('conflict');
  });

  test('gives the difference of a cheaper place back to its card, and tells its mailbox', async () => {
    const made = await make();
    const { reservationId, cheap, guest } = made;
    const act = await moved(made, { courtId: cheap.id });
    await db().update(acts).set({ undoUntil: new Date() }).where(eq(acts.id, act.id));
    await db().update(notices).set({ nextAttemptAt: new Date() }).where(eq(notices.actId, act.id));
    const [told] = await db().select().from(notices).where(eq(notices.actId, act.id));
    await deliverNotice(job(), told?.id ?? '');
    const [sent] = await db().select().from(notices).where(eq(notices.actId, act.id));
    expect(sent).toMatchObject({ kind: 'reservation_moved', recipient: guest.email, status: 'sent' });
    await sendRefunds(reservationId);
    const [refund] = (await readBooking(reservationId)).refunds;
    expect(refund).toMatchObject({
      cause: 'moved',
      amountMinor: 1500,
      requestedBy: expect.stringMatching(/^visitor:/),
    });
    expect(await accounted(reservationId)).toBe(3000);
  });

  test('goes to a dearer place once the difference is paid, and stays where it is until then', async () => {
    const made = await make();
    const { reservationId, court, dear } = made;
    const { hold, paymentIntentId } = await held(made);
    const booking = await reread(reservationId);
    expect(booking).toMatchObject({ courtId: court.id, priceMinor: 4500 });
    const { visitorId, customerId, guest } = booking;
    expect(await reread(hold)).toMatchObject({
      userId: null,
      visitorId,
      customerId,
      guest,
      priceMinor: 1500,
    });
    await payIntent(sandbox(), paymentIntentId);
    expect(await settlePayment(job(), paymentIntentId)).toEqual({ outcome: 'confirmed' });
    expect(await reread(reservationId)).toMatchObject({ courtId: dear.id, priceMinor: 6000 });
    expect(await accounted(reservationId)).toBe(6000);
  });

  test('keeps its place and its money when the difference is paid too late', async () => {
    const made = await make();
    const { reservationId, court, club, dear, guest } = made;
    const { hold, paymentIntentId } = await held(made);
    await payIntent(sandbox(), paymentIntentId);
    await lapse(hold);
    await expireHolds(job());
    await makeReservation({
      clubId: club.id,
      courtId: dear.id,
      startsAt: at(12),
      kind: 'block',
      priceMinor: 0,
    });
    expect(await settlePayment(job(), paymentIntentId)).toEqual({ outcome: 'refunding' });
    expect(await reread(reservationId)).toMatchObject({ courtId: court.id, priceMinor: 4500 });
    await sendRefunds(hold);
    const told = await db().select().from(notices).where(eq(notices.reservationId, hold));
    for (const { id } of told) await deliverNotice(job(), id);
    const sent = await db().select().from(notices).where(eq(notices.reservationId, hold));
    expect(sent.map(({ recipient }) => recipient)).toEqual([guest.email, guest.email]);
    const links = sent.flatMap(({ sentText }) => /\/my-booking\/([\w-]+)/.exec(sentText ?? '')?.[1] ?? []);
    expect(links.map((token) => readSignedToken('booking', token))).toEqual([reservationId]);
  });

  test('is moved once by a request that is repeated, and undone once by another', async () => {
    const { ctx, wish } = await make();
    const request = { ...ctx, requestKey: randomUUID() };
    const first = await moveOwnBooking(request, wish());
    expect(await moveOwnBooking(request, wish())).toEqual(first);
    if (first.is !== 'moved') throw new Error('it costs the same');
    const undoing = { ...fresh(ctx), requestKey: randomUUID() };
    const undone = await undoAct(undoing, first.act.id);
    expect(undone.items).toEqual([]);
    expect(await undoAct(undoing, first.act.id)).toEqual(undone);
  });

  test('is moved and paid by whoever has the link of its mail, in any browser', async () => {
    const { reservationId, dear, other, wish } = await make();
    const opened = visitorContext({ bookings: [reservationId] });
    await moveOwnBooking(opened, wish({ courtId: other.id }));
    const dearer = await moveOwnBooking(fresh(opened), wish({ courtId: dear.id, startTime: '14:00' }));
    if (dearer.is !== 'held') throw new Error('a dearer place is held');
    expect((await getReservation(opened, dearer.reservationId)).replaces).toBe(reservationId);
    const paid = await startPayment(opened, { reservationId: dearer.reservationId });
    expect(paid.paymentIntentId).toBe(dearer.payment.paymentIntentId);
  });

  test('is nobody else’s to move or to undo, whichever browser or account asks', async () => {
    const made = await make();
    const { wish, club, reservationId } = made;
    const act = await moved(made);
    const others = [visitorContext(), personContext(await makeUser())];
    for (const ctx of others) {
      expect((await refusalOf(moveOwnBooking(ctx, wish({ startTime: '14:00' })))).code).toBe('not_found');
      expect((await refusalOf(previewOwnMove(ctx, wish({ startTime: '14:00' })))).code).toBe('not_found');
      expect((await refusalOf(listOwnMoves(ctx, reservationId, MOVING_DAY))).code).toBe('not_found');
      expect((await refusalOf(undoAct(ctx, act.id))).code).toBe('not_found');
      expect(await findUndoable(ctx, club.id, reservationId)).toBeNull();
    }
    // The link opens the booking, and takes back nothing that another browser did.
    const opened = visitorContext({ bookings: [reservationId] });
    expect((await refusalOf(undoAct(opened, act.id))).code).toBe('not_found');
    for (const ask of [moveOwnBooking, previewOwnMove])
      expect((await refusalOf(ask(anonymousContext(), wish()))).code).toBe('unauthenticated');
    expect((await refusalOf(undoAct(anonymousContext(), act.id))).code).toBe('unauthenticated');
  });

  test('is moved and moved back by who has signed in since, in the same browser', async () => {
    const made = await make();
    const person = await signedIn(made.ctx);
    const act = await moved(made);
    await undoAct(fresh(person), act.id);
    const again = await moveOwnBooking(fresh(person), made.wish());
    if (again.is !== 'moved') throw new Error('it costs the same');
    const [row] = await db().select().from(acts).where(eq(acts.id, again.act.id));
    expect(row).toMatchObject({ by: person.actor.userId, byVisitor: null });
    await undoAct(fresh(person), again.act.id);
  });

  test('has no price of a category, whose customer is known by an address that nobody has proven', async () => {
    const made = await make();
    const { reservationId, ctx, wish, other } = made;
    const { customerId } = await reread(reservationId);
    await db()
      .update(customers)
      .set({ category: 'socio' })
      .where(eq(customers.id, customerId ?? ''));
    await db().execute(`insert into price_rules (club_id, position, name, category, price_per_hour_minor)
      values (${made.club.id}, -9, '{"es": "Socio", "en": "Member"}', 'socio', 600)`);
    dropCatalogue();
    expect(await previewOwnMove(ctx, wish({ courtId: other.id }))).toMatchObject({ differenceMinor: 0 });
    const { starts } = await listOwnMoves(ctx, reservationId, MOVING_DAY);
    expect(
      starts.filter(({ court }) => court.id === other.id).map(({ differenceMinor }) => differenceMinor),
    ).toContain(0);
  });

  test('counts a dearer place that is not paid for its mailbox, and not one that it has left', async () => {
    const made = await make();
    const { ctx, wish, dear, guest } = made;
    for (let turn = 0; turn < 2; turn += 1) {
      const { hold } = await held(made);
      await lapse(hold);
      await expireHolds(job());
    }
    const refused = await refusalOf(moveOwnBooking(fresh(ctx), wish({ courtId: dear.id })));
    expect(refused).toMatchObject({ code: 'rate_limited', details: { reason: 'start_rests' } });
    const owner = await makeUser({ email: guest.email });
    const slot = { courtId: dear.id, date: MOVING_DAY, startTime: '12:00', durationMinutes: 90 };
    const wanted = { ...slot, participants: [], extras: [] };
    const same = await refusalOf(holdSlot(personContext(owner), wanted));
    expect(same).toMatchObject({ code: 'rate_limited', details: { reason: 'start_rests' } });
  });

  test('whose mind changes ends the hold of before', async () => {
    const made = await make();
    const { ctx, wish, dear } = made;
    const { hold } = await held(made);
    const again = await moveOwnBooking(fresh(ctx), wish({ courtId: dear.id, startTime: '14:00' }));
    expect(again.is).toBe('held');
    expect(await reread(hold)).toMatchObject({ status: 'cancelled' });
  });
});

describe('the hold of such a move', () => {
  test('names nobody else than the booking, and is taken over with it alone', async () => {
    const made = await make();
    const { reservationId, ctx } = made;
    const { hold } = await held(made);
    const eva = { name: 'Eva', email: `eva-${randomUUID()}@example.com` };
    expect((await refusalOf(giveGuest(ctx, { reservationId: hold, ...eva }))).code).toBe('conflict');
    const person = await signedIn(ctx);
    expect((await refusalOf(claimBooking(person, { reservationId: hold }))).code).toBe('conflict');
    await claimBooking(person, { reservationId });
    const { userId } = person.actor;
    expect(await reread(hold)).toMatchObject({ userId, customerId: null, guest: null });
    expect(await reread(reservationId)).toMatchObject({ userId });
  });

  test('goes with the booking to the account that proves its mailbox, which pays it', async () => {
    const made = await make();
    const { reservationId, guest, dear } = made;
    const { hold, paymentIntentId } = await held(made);
    const user = await makeUser({ email: guest.email });
    await transaction((tx) => linkCustomers(tx, guest.email));
    expect(await reread(hold)).toMatchObject({ userId: user.id });
    await payIntent(sandbox(), paymentIntentId);
    await settlePayment(job(), paymentIntentId);
    expect(await reread(reservationId)).toMatchObject({ userId: user.id, courtId: dear.id });
  });

  test('is refused by the database for the booking of another browser, and for one that the desk made', async () => {
    const { reservationId, club, dear } = await make();
    const strange = {
      clubId: club.id,
      courtId: dear.id,
      startsAt: at(16),
      status: 'pending',
      userId: null,
    } as const;
    const ofOther = makeReservation({ ...strange, visitorId: randomUUID(), replaces: reservationId });
    await expect(ofOther).rejects.toThrow();
    const { visitorId } = await reread(reservationId);
    await db().update(reservations).set({ visitorId: null }).where(eq(reservations.id, reservationId));
    await expect(makeReservation({ ...strange, replaces: reservationId })).rejects.toThrow();
    await db().update(reservations).set({ visitorId }).where(eq(reservations.id, reservationId));
  });
});

describe('the desk', () => {
  test('reads such a move under the name of who booked, also once an account has the booking, and takes it back', async () => {
    const made = await make();
    const { club, ctx, court, reservationId } = made;
    const act = await moved(made);
    const manager = await staffOf(club.id, 'manager');
    const asked = { page: 1, pageSize: 10 };
    const { results } = await listActs(manager, String(club.id), asked);
    expect(results).toMatchObject([
      { id: act.id, by: { userId: null, name: 'Ana Visita' }, isUndoable: true },
    ]);
    const desk = await staffOf(club.id, 'desk');
    expect((await refusalOf(undoAct(desk, act.id))).code).toBe('forbidden');
    await undoAct(fresh(manager), act.id);
    expect(await reread(reservationId)).toMatchObject({ courtId: court.id });
    const person = await signedIn(ctx);
    await claimBooking(person, { reservationId });
    const [later] = (await listActs(manager, String(club.id), asked)).results;
    expect(later?.by).toEqual({ userId: null, name: person.actor.name });
  });

  test('keeps no act that names both an account and a browser, or neither', async () => {
    const made = await make();
    const act = await moved(made);
    const { id: userId } = await makeUser();
    const both = db().update(acts).set({ by: userId }).where(eq(acts.id, act.id));
    await expect(both).rejects.toThrow();
    const neither = db().update(acts).set({ byVisitor: null }).where(eq(acts.id, act.id));
    await expect(neither).rejects.toThrow();
    const ofStaff = db().update(acts).set({ kind: 'lock' }).where(eq(acts.id, act.id));
    await expect(ofStaff).rejects.toThrow();
  });
});

test('a visitor elsewhere holds a court of their own beside such a move', async () => {
  await held(await make());
  const slot = { courtId: (await makeCourt()).id, date: inDays(2), startTime: '10:00', durationMinutes: 90 };
  await holdSlot(visitorContext(), { ...slot, participants: [], extras: [] });
});

test('after all of that, no booking and no money is lost', async () => {
  // The factories keep no audit of a block, and make clubs without an owner.
  const ofFactories = ['status_not_audited', 'club_without_owner'];
  const broken = (await brokenInvariants()).filter(([type]) => !ofFactories.includes(String(type)));
  expect(broken).toEqual([]);
});
