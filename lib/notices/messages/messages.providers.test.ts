import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { db } from '@/db';
import { audit, customers, notices, type reservations } from '@/db/schema';
import { type StaffRole, systemContext } from '@/lib/core/context';
import { deliverNotice } from '@/lib/notices/deliver-notice';
import { markCalled } from '@/lib/notices/mark-called';
import {
  makeClub,
  makeCourt,
  makeCustomer,
  makeReservation,
  makeUser,
  personContext,
} from '@/test/factories';
import { messagesTo } from '@/test/inbox';
import { clearFaults, useSandbox } from '@/test/sandbox';
import { unique } from '@/test/sent-notice';
import { listMessages, listMessagesSchema } from './list-messages';
import { resendNotice } from './resend-notice';

const sandbox = useSandbox({ providers: ['resend', 'twilio'] });
const job = () => systemContext('test');

beforeEach(() => clearFaults(sandbox()));

async function makeDesk(role: StaffRole = 'desk') {
  const { id: clubId } = await makeClub();
  const staff = await makeUser();
  const ctx = personContext(staff, { staff: [{ clubId, role }] });
  const tell = async (
    state: Partial<typeof notices.$inferInsert> = {},
    person: Partial<typeof customers.$inferInsert> = {},
    booking: Partial<typeof reservations.$inferInsert> = {},
  ) => {
    const email = `${unique()}@example.com`;
    const customer = await makeCustomer(clubId, { name: 'Lucía Sincuenta', email, ...person });
    const court = await makeCourt({ clubId });
    const of = { clubId, courtId: court.id, userId: null, customerId: customer.id };
    const { id: reservationId, startsAt } = await makeReservation({ ...of, ...booking });
    const about = { kind: 'reservation_confirmation', objectId: reservationId, reservationId } as const;
    const [notice] = await db()
      .insert(notices)
      .values({
        ...about,
        clubId,
        customerId: customer.id,
        channel: 'email',
        recipient: customer.email ?? '',
        locale: 'es',
        status: 'sent',
        ...state,
      })
      .returning();
    return { id: notice?.id ?? '', email, customer, reservationId, startsAt };
  };
  const list = (asked: Record<string, unknown> = {}) =>
    listMessages(ctx, String(clubId), listMessagesSchema.parse(asked));
  return { ctx, clubId, staff, tell, list };
}

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);

describe('the messages of a club', () => {
  test('stand in the list of what has to be done about them, calls by the start of the game', async () => {
    const { tell, list } = await makeDesk();
    const call = { channel: 'call', status: 'pending' } as const;
    const later = await tell(call, {}, { startsAt: inHours(60), endsAt: inHours(61) });
    const sooner = await tell(call, {}, { startsAt: inHours(50), endsAt: inHours(51) });
    const waits = await tell({ ...call, nextAttemptAt: inHours(1) });
    const failed = await tell({ status: 'bounced' });
    const waiting = await tell({ status: 'pending' });
    const sent = await tell();
    const ids = async (tab: string) => (await list({ tab })).results.map(({ id }) => id);
    expect(await ids('call')).toEqual([sooner.id, later.id]);
    expect(await ids('failed')).toEqual([failed.id]);
    expect(await ids('waiting')).toEqual([waiting.id]);
    expect(new Set(await ids('all'))).toEqual(
      new Set([later, sooner, waits, failed, waiting, sent].map(({ id }) => id)),
    );
    expect((await list()).counts).toEqual({ call: 2, failed: 1, waiting: 1, all: 6 });
  });

  test('are found by kind, way and person, page by page, and show what was sent', async () => {
    const { tell, list } = await makeDesk();
    const words = { sentSubject: 'Reserva hecha', sentText: 'Hola, Lucía' };
    const one = await tell(words);
    await tell({ kind: 'reservation_cancelled' }, { name: 'Bea' });
    const found = await list({ tab: 'all', kind: 'reservation_confirmation', channel: 'email', q: 'lucía' });
    expect(found).toMatchObject({ count: 1, results: [{ id: one.id, name: 'Lucía Sincuenta', ...words }] });
    expect((await list({ tab: 'all', q: '100%' })).count).toBe(0);
    const [first, second] = [
      await list({ tab: 'all', pageSize: 1 }),
      await list({ tab: 'all', page: 2, pageSize: 1 }),
    ];
    expect([first.count, first.results.length, second.results[0]?.id]).toEqual([2, 1, one.id]);
  });

  test('are found by state and by the day at the club on which they were written', async () => {
    const { tell, list } = await makeDesk();
    const late = await tell({ createdAt: new Date('2026-03-01T22:30:00Z') });
    await tell({ createdAt: new Date('2026-03-01T23:30:00Z'), status: 'delivered' });
    const found = await list({ tab: 'all', day: '2026-03-01' });
    expect(found.results.map(({ id }) => id)).toEqual([late.id]);
    expect((await list({ tab: 'all', day: '2026-03-02', state: 'delivered' })).count).toBe(1);
    expect((await list({ tab: 'all', state: 'bounced' })).count).toBe(0);
  });

  test('are those of this club alone, for the roles that may see them', async () => {
    const { tell, clubId } = await makeDesk();
    await tell();
    const other = await makeDesk();
    expect((await other.list({ tab: 'all' })).results).toEqual([]);
    const asked = listMessagesSchema.parse({});
    await expect(listMessages(other.ctx, String(clubId), asked)).rejects.toMatchObject({ code: 'not_found' });
    const books = await makeDesk('accountant');
    await expect(books.list()).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('sending again', () => {
  test('says what is true now, to the address of now, and names who asked for it', async () => {
    const { ctx, tell, staff } = await makeDesk();
    const { id, customer, reservationId } = await tell({ status: 'bounced' });
    const email = `${unique()}@example.com`;
    await db().update(customers).set({ email, name: 'Lucía Nueva' }).where(eq(customers.id, customer.id));
    const again = await resendNotice(ctx, id);
    expect(again).toMatchObject({ recipient: email, status: 'pending', resendOf: id, reservationId });
    expect(await deliverNotice(job(), again.id)).toBe('sent');
    const [mail] = await messagesTo(sandbox(), email);
    expect(mail?.text).toContain('Lucía Nueva');
    const [told] = await db().select().from(audit).where(eq(audit.entityId, again.id));
    expect(told).toMatchObject({ actor: `staff:${staff.id}`, detail: { resend_of: id } });
  });

  test('goes by text to who has no mailbox that works', async () => {
    const { ctx, tell } = await makeDesk();
    const { id } = await tell({ status: 'bounced' }, { phone: '+34600700810' });
    expect(await resendNotice(ctx, id)).toMatchObject({ channel: 'sms', recipient: '+34600700810' });
  });

  test('goes by text to who has a mailbox when staff ask for it, and is refused without a number', async () => {
    const { ctx, tell } = await makeDesk();
    const { id } = await tell({}, { phone: '+34600700811' });
    expect(await resendNotice(ctx, id, { channel: 'sms' })).toMatchObject({
      channel: 'sms',
      recipient: '+34600700811',
    });
    const mute = await tell();
    await expect(resendNotice(ctx, mute.id, { channel: 'sms' })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('ends at three a day, of several desks at once too', async () => {
    const { ctx, tell } = await makeDesk();
    const { id } = await tell();
    const tries = await Promise.allSettled(Array.from({ length: 6 }, () => resendNotice(ctx, id)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    const [again] = await db().select().from(notices).where(eq(notices.resendOf, id));
    await db().update(notices).set({ status: 'sent' }).where(eq(notices.resendOf, id));
    await expect(resendNotice(ctx, again?.id ?? '')).rejects.toMatchObject({ code: 'conflict' });
  });

  test.each([
    ['has not gone out yet', { status: 'pending' }, {}, {}],
    ['is a call', { channel: 'call' }, {}, {}],
    ['is not true any more', {}, {}, { status: 'cancelled' }],
    ['has no address', { status: 'failed' }, { email: null }, {}],
  ] as const)('is refused for one that %s', async (_title, state, person, booking) => {
    const { ctx, tell } = await makeDesk();
    const { id } = await tell(state, person, booking);
    await expect(resendNotice(ctx, id)).rejects.toMatchObject({ code: 'conflict' });
    expect(await db().$count(notices, eq(notices.resendOf, id))).toBe(0);
  });

  test('is for staff of that club alone, and a preview writes nothing', async () => {
    const { ctx, tell } = await makeDesk();
    const { id } = await tell();
    const other = await makeDesk();
    await expect(resendNotice(other.ctx, id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await resendNotice({ ...ctx, preview: true }, id)).toMatchObject({ resendOf: id });
    expect(await db().$count(notices, eq(notices.resendOf, id))).toBe(0);
  });
});

describe('a call', () => {
  test('leaves the list with what was said, by staff of its club and by nobody else', async () => {
    const { ctx, tell, list } = await makeDesk();
    const { id } = await tell({ channel: 'call', status: 'pending' });
    const other = await makeDesk();
    await expect(markCalled(other.ctx, { noticeId: id })).rejects.toMatchObject({ code: 'not_found' });
    await markCalled(ctx, { noticeId: id, note: 'Lo sabe' });
    expect((await list()).results).toEqual([]);
    expect((await list({ tab: 'all' })).results).toMatchObject([
      { status: 'delivered', callNote: 'Lo sabe' },
    ]);
  });
});
