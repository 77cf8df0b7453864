import { and, eq, inArray, max, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { db } from '@/db';
import { sqlState } from '@/db/failure';
import { audit, courts, notices, reservations, users, webhookEvents } from '@/db/schema';
import { createApiToken } from '@/lib/accounts/create-api-token';
import { eraseUser } from '@/lib/accounts/erase-user';
import { revokeApiToken } from '@/lib/accounts/revoke-api-token';
import { updateProfile } from '@/lib/accounts/update-profile';
import { authAdapter } from '@/lib/auth/adapter';
import { endSessions } from '@/lib/auth/end-sessions';
import { keepSignUp } from '@/lib/auth/links/pending-sign-up';
import { createSignInLink } from '@/lib/auth/links/sign-in-link';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { changeClub } from '@/lib/clubs/change-club';
import { deleteClub } from '@/lib/clubs/delete-club';
import { syncClubs } from '@/lib/clubs/sync-clubs';
import { type Context, systemContext } from '@/lib/core/context';
import { env } from '@/lib/core/env';
import { sha256 } from '@/lib/core/seal';
import { listViolations } from '@/lib/integrity/check-consistency';
import { sweep } from '@/lib/jobs/sweep';
import { deliverNotice } from '@/lib/notices/deliver-notice';
import { cancelAbandonedIntent } from '@/lib/payments/cancel-abandoned-intent';
import { startPayment } from '@/lib/payments/start-payment';
import { processRefund } from '@/lib/refunds/process-refund';
import { refundPayment } from '@/lib/refunds/refund-payment';
import { expireHolds } from '@/lib/reservations/expire-holds';
import { processStripeEvent } from '@/lib/webhooks/process-stripe-event';
import { bookAndPay, bookAsPlayer, inDays, lapse, readBooking } from '@/test/bookings';
import { type Court, makeCourt, makeStaff, makeUser, personContext } from '@/test/factories';
import { useSandbox } from '@/test/sandbox';

const sandbox = useSandbox({ providers: ['stripe', 'resend', 'redis', 'directory'] });
const job = () => systemContext('test');

/** What may only change together with a line of the audit: table, entity, the column that names it. */
const GUARDED: readonly [string, string, string, 'insert or update' | 'update', readonly string[]][] = [
  ['reservations', 'reservation', 'id', 'insert or update', ['status', 'staff_settled_by', 'club_id']],
  ['payments', 'payment', 'id', 'insert or update', ['status', 'needs_review', 'retained_by_policy_at']],
  ['refunds', 'refund', 'id', 'insert or update', ['status', 'amount_minor']],
  ['api_tokens', 'user', 'user_id', 'insert or update', ['revoked_at', 'token_hash']],
  ['staff_roles', 'user', 'user_id', 'insert or update', ['role', 'revoked_at']],
  ['second_factors', 'user', 'user_id', 'update', ['confirmed_at']],
  ['notices', 'notice', 'id', 'update', ['sent_at', 'delivered_at']],
  ['webhook_events', 'webhook_event', 'id', 'update', ['dead_at']],
  ['courts', 'court', 'id', 'update', ['deactivated_at', 'sport', 'indoor', 'surface', 'format']],
  ['clubs', 'club', 'id', 'update', ['name', 'refund_policy', 'extras', 'durations_minutes', 'deleted_at']],
  [
    'users',
    'user',
    'id',
    'update',
    [
      'name',
      'phone',
      'locale',
      'notice_choices',
      'password_hash',
      'session_version',
      'email_invalid_at',
      'operator_since',
      'disabled_at',
      'erased_at',
    ],
  ],
];

/** Makes the database refuse, at the commit, a change without its line of the audit. */
async function demandAudit(): Promise<void> {
  await db().execute(
    sql.raw(`create function demand_audit() returns trigger language plpgsql as $$
    begin
      if TG_OP = 'UPDATE' and (select bool_and(to_jsonb(OLD) -> name is not distinct from to_jsonb(NEW) -> name)
        from unnest(TG_ARGV[2:]) as name) then return null; end if;
      if not exists (select from audit where entity = TG_ARGV[0] and entity_id = to_jsonb(NEW) ->> TG_ARGV[1] and at = now())
        then raise exception '% of % was not audited: %', TG_OP, TG_TABLE_NAME, to_jsonb(NEW) using errcode = 'P0A0D'; end if;
      return null;
    end $$`),
  );
  for (const [table, entity, column, when, columns] of GUARDED) {
    await db().execute(
      sql.raw(`create constraint trigger ${table}_demand_audit after ${when} on ${table} deferrable initially deferred
        for each row execute function demand_audit(${[entity, column, ...columns].map((word) => `'${word}'`).join(', ')})`),
    );
  }
}

/** Whose rows were changed past every verb. */
const byHand: string[] = [];
/** The last line of the audit that the factories brought about. */
let preparedId = 0;

let court: Court;
let owner: Context;
let operator: Context;
let manager: Context;

beforeAll(async () => {
  court = await makeCourt();
  const [asOwner, asManager, asOperator] = await Promise.all([
    makeUser(),
    makeUser({ phone: '+34600111222' }),
    makeUser({ operatorSince: new Date() }),
  ]);
  await makeStaff(asOwner.id, court.clubId, 'owner');
  await makeStaff(asManager.id, court.clubId, 'manager');
  owner = personContext(asOwner, { staff: [{ clubId: court.clubId, role: 'owner' }] });
  manager = personContext(asManager, { staff: [{ clubId: court.clubId, role: 'manager' }] });
  operator = personContext(asOperator);
  preparedId =
    (
      await db()
        .select({ id: max(audit.id) })
        .from(audit)
    )[0]?.id ?? 0;
  await demandAudit();
});

const at = (days: number, startTime = '10:00') => ({ courtId: court.id, date: inDays(days), startTime });
const statesOf = async (entityId: string) =>
  (await db().select().from(audit).where(eq(audit.entityId, entityId)).orderBy(audit.id)).map(
    ({ toState }) => toState,
  );

test('control: a change that the audit is not told of is refused', async () => {
  const { reservationId } = await bookAsPlayer(at(20));
  const beside = db()
    .update(reservations)
    .set({ status: 'no_show' })
    .where(eq(reservations.id, reservationId));
  await expect(beside.catch(sqlState)).resolves.toBe('P0A0D');
});

describe('nothing changes its state without a line of the audit in the same transaction', () => {
  test('a booking that is paid, told of, played', async () => {
    const { reservationId, paymentId } = await bookAndPay(sandbox(), at(2));
    const [notice] = (await readBooking(reservationId)).notices;
    expect(await deliverNotice(job(), notice?.id ?? '')).toBe('sent');
    await db()
      .update(reservations)
      .set({ startsAt: sql`now() - interval '2 hours'`, endsAt: sql`now() - interval '30 minutes'` })
      .where(eq(reservations.id, reservationId));
    expect((await sweep(job())).completed).toBe(1);
    expect(await statesOf(reservationId)).toEqual(['payment_pending', 'pending', 'confirmed', 'completed']);
    expect(await statesOf(paymentId)).toEqual(['pending', 'completed']);
    expect(await statesOf(notice?.id ?? '')).toEqual(['sending', 'sent']);
  });

  test('one that is cancelled, one whose time runs out, one that is refunded by staff', async () => {
    const cancelled = await bookAndPay(sandbox(), at(3));
    await cancelReservation(cancelled.ctx, { reservationId: cancelled.reservationId });
    const [refund] = (await readBooking(cancelled.reservationId)).refunds;
    await processRefund(job(), refund?.id ?? '');
    expect(await statesOf(refund?.id ?? '')).toEqual(['requested', 'succeeded']);

    const lapsed = await bookAsPlayer(at(4));
    await lapse(lapsed.reservationId);
    await expireHolds(job());
    await cancelAbandonedIntent(job(), lapsed.paymentId);
    expect(await statesOf(lapsed.paymentId)).toEqual(['pending', 'cancelled']);

    const again = await bookAsPlayer(at(5));
    await db().execute(
      sql`update payments set cancel_requested_at = now() where id = ${again.paymentId}::uuid`,
    );
    await cancelAbandonedIntent(job(), again.paymentId);
    const second = await startPayment(again.ctx, { reservationId: again.reservationId });
    expect(await statesOf(second.id)).toEqual(['pending']);

    const given = await bookAndPay(sandbox(), at(6));
    await refundPayment(owner, { paymentId: given.paymentId, amount: '5.00', reason: 'duplicate' });
    expect(await statesOf(given.paymentId)).toEqual(['pending', 'completed', 'partially_refunded']);
  });

  test('an account: made, changed, given and taken keys, signed out, erased with its role', async () => {
    const account = { email: 'otra@pista.test', name: 'Otra', passwordHash: 'hash', locale: 'es' } as const;
    const secret = await keepSignUp(account, new Date());
    const made = await authAdapter(secret).createUser?.({
      id: '',
      email: 'nueva@pista.test',
      emailVerified: new Date(),
    });
    expect(await statesOf(made?.id ?? '')).toEqual(['active']);
    const token = await createSignInLink(account.email, new Date());
    const link = { identifier: account.email, token: sha256(token + env().NEXTAUTH_SECRET) };
    await authAdapter(secret).useVerificationToken?.(link);
    const [other] = await db().select().from(users).where(eq(users.email, account.email));
    expect(await statesOf(other?.id ?? '')).toEqual(['active']);

    const id = manager.actor.kind === 'person' ? manager.actor.userId : '';
    await updateProfile(manager, { phone: '+34600333444', noticeChoices: { reminderSms: true } });
    const key = await createApiToken(manager, { name: 'key', scope: 'read' });
    await revokeApiToken(manager, { id: key.id });
    await createApiToken(manager, { name: 'another', scope: 'read' });
    await endSessions(id, 1);
    await eraseUser(manager, { email: manager.actor.kind === 'person' ? manager.actor.email : '' });
    expect(await statesOf(id)).toEqual([
      'staff_role_granted',
      'profile_changed',
      'api_token_created',
      'api_token_revoked',
      'api_token_created',
      'signed_out',
      'api_token_revoked',
      'staff_role_revoked',
      'erased',
    ]);
  });

  test('what a profile says of a person stays out of it, for it is never erased', async () => {
    const player = await makeUser();
    await updateProfile(personContext(player), {
      name: 'Zoraida Única',
      phone: '+34699887766',
      locale: 'en',
    });
    const [line] = await db().select().from(audit).where(eq(audit.entityId, player.id));
    expect(JSON.stringify(line)).not.toMatch(/Zoraida|99887766/);
    expect(line?.detail).toMatchObject({ before: { locale: 'es' }, after: { locale: 'en' } });
  });

  test('a mailbox that died and an event that is given up', async () => {
    const player = await makeUser();
    byHand.push(player.id);
    await db().update(users).set({ emailInvalidAt: sql`now()` }).where(eq(users.id, player.id));
    await db().update(users).set({ emailInvalidAt: null }).where(eq(users.id, player.id));
    expect(await statesOf(player.id)).toEqual(['mail_invalid', 'mail_valid']);
    const [event] = await db()
      .insert(webhookEvents)
      .values({
        provider: 'stripe',
        eventId: 'evt_poison',
        type: 'payment_intent.succeeded',
        objectId: 'pi_never',
        payload: { data: { object: { id: 'pi_never', metadata: { payment_id: 'x' } } } },
        tryCount: 99,
      })
      .returning();
    expect(await processStripeEvent(job(), event?.id ?? 0)).toBe('dead');
    const buried = and(eq(audit.entity, 'webhook_event'), eq(audit.entityId, String(event?.id)));
    expect(await db().select().from(audit).where(buried)).toMatchObject([
      { actor: 'system:test', toState: 'dead', requestId: expect.any(String) },
    ]);
  });

  test('a club whose policy changes, courts that a directory brings, a club that is deleted', async () => {
    await changeClub(owner, String(court.clubId), {
      revision: 0,
      refundPolicy: { freeHours: 48, laterPercent: 25, nothingHours: 4 },
    });
    const [line] = await db()
      .select()
      .from(audit)
      .where(and(eq(audit.entity, 'club'), eq(audit.entityId, String(court.clubId))));
    expect(line).toMatchObject({
      detail: {
        before: { refundPolicy: { freeHours: 24, laterPercent: 50, nothingHours: 2 } },
        after: { refundPolicy: { freeHours: 48, laterPercent: 25, nothingHours: 4 } },
      },
    });
    const known = (await db().select({ id: courts.id }).from(courts)).map(({ id }) => id);
    await syncClubs(operator);
    const brought = (await db().select({ id: courts.id }).from(courts)).filter(
      ({ id }) => !known.includes(id),
    );
    expect(brought.length).toBeGreaterThan(0);
    const told = await db()
      .select({ id: audit.entityId })
      .from(audit)
      .where(
        and(
          eq(audit.entity, 'court'),
          inArray(
            audit.entityId,
            brought.map(({ id }) => String(id)),
          ),
        ),
      );
    expect(told).toHaveLength(brought.length);
    await deleteClub(owner, String(court.clubId));
  });

  test('every line says who, and all agree with the rows at the end', async () => {
    const lines = await db().select().from(audit);
    for (const { actor } of lines) expect(actor).toMatch(/^(user|staff|token|system):.+$|^anonymous$/);
    const byVerbs = lines.filter(({ id, entityId }) => id > preparedId && !byHand.includes(entityId));
    expect(
      byVerbs.filter(({ actor, requestId }) => actor === 'system:database' || requestId === null),
    ).toEqual([]);
    const violated = (await listViolations()).map(({ check, objectIds }) => [check.type, objectIds]);
    expect(violated).toEqual([]);
    expect(await db().select().from(notices).where(eq(notices.status, 'sending'))).toEqual([]);
  });
});
