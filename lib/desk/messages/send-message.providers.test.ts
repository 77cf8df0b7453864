import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db, transaction } from '@/db';
import { customers, notices } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { deliverNotice } from '@/lib/notices/deliver-notice';
import { nextChannel } from '@/lib/notices/next-channel';
import { staffOf } from '@/test/at-desk';
import { makeClub, makeCourt, makeCustomer, makeReservation, makeUser } from '@/test/factories';
import { messagesTo } from '@/test/inbox';
import { useSandbox } from '@/test/sandbox';
import { unique } from '@/test/sent-notice';
import { TOO_LONG_FOR_SMS, sendMessage } from './send-message';

const sandbox = useSandbox({ providers: ['resend', 'twilio', 'inngest'] });

async function makeDesk(country = 'ES') {
  const club = await makeClub({ name: 'Club Norte', country });
  const court = await makeCourt({ clubId: club.id });
  const desk = await staffOf(club.id);
  const person = (more: Parameters<typeof makeCustomer>[1] = {}) =>
    makeCustomer(club.id, { email: null, phone: null, ...more });
  const book = (hour: number, of: { userId?: string | null; customerId?: string }) =>
    makeReservation({
      clubId: club.id,
      courtId: court.id,
      userId: null,
      startsAt: new Date(Date.UTC(2040, 0, 5, hour)),
      ...of,
    });
  const send = (wanted: Partial<Parameters<typeof sendMessage>[2]>, ctx = desk) =>
    sendMessage(ctx, String(club.id), { text: 'La pista 3 se cierra por lluvia', ...wanted });
  const written = () =>
    db()
      .select()
      .from(notices)
      .where(and(eq(notices.clubId, club.id), eq(notices.kind, 'club_message')));
  return { club, desk, person, book, send, written };
}

const mailbox = () => `${unique()}@example.com`;
const outlooks = ({ people }: Awaited<ReturnType<typeof sendMessage>>) =>
  people.map(({ name, outlook }) => [name, outlook]);

test('each taker of some bookings reads it once, in the frame of the own language', async () => {
  const { club, person, book, send, written } = await makeDesk();
  const player = await makeUser({ name: 'Ada Player', locale: 'en' });
  const email = mailbox();
  const { id: customerId } = await person({ name: 'Ana Ruiz', email });
  const { id: bySms } = await person({ name: 'Luis Mora', phone: '+34600700831' });
  const { id: mute } = await person({ name: 'Eva Sola' });
  const games = [
    await book(8, { userId: player.id }),
    await book(10, { customerId }),
    await book(12, { customerId }),
    await book(14, { customerId: bySms }),
    await book(16, { customerId: mute }),
    await book(18, {}),
  ];
  const text = 'La pista 3 se cierra por lluvia.\nLlámanos <hoy> & te cambiamos.';
  expect(outlooks(await send({ text, reservationIds: games.map(({ id }) => id) }))).toEqual([
    ['Ada Player', 'email'],
    ['Ana Ruiz', 'email'],
    ['Luis Mora', 'sms'],
    ['Eva Sola', 'unreachable'],
    [null, 'unreachable'],
  ]);
  for (const { id } of await written()) expect(await deliverNotice(systemContext('test'), id)).toBe('sent');
  const [es] = await messagesTo(sandbox(), email);
  expect(es).toMatchObject({ subject: 'Mensaje de Club Norte' });
  for (const line of ['Hola, Ana Ruiz:', 'Llámanos <hoy> & te cambiamos.', 'reservas en Club Norte'])
    expect(es?.text).toContain(line);
  expect(es?.html).toContain('&lt;hoy&gt;');
  const [en] = await messagesTo(sandbox(), player.email);
  expect(en).toMatchObject({ subject: 'Message from Club Norte' });
  expect(en?.text).toContain('Hello Ada Player,');
  expect(en?.text).toContain('Llámanos <hoy> & te cambiamos.');
  const [sms] = await messagesTo(sandbox(), '+34600700831');
  expect(sms?.text).toBe(`Club Norte: ${text}`);
  expect((await written()).find((notice) => notice.customerId === customerId)?.reservationId).toBe(
    games[1]?.id,
  );
  expect(club.country).toBe('ES');
});

test('the same words go to the same address once a day, of two desks at once too', async () => {
  const { person, send, written } = await makeDesk();
  const customerIds = [(await person({ name: 'Ana Ruiz', email: mailbox() })).id];
  await Promise.all([send({ customerIds }), send({ customerIds }), send({ customerIds })]);
  expect(await written()).toHaveLength(1);
  expect(outlooks(await send({ customerIds }))).toEqual([['Ana Ruiz', 'lately']]);
  expect(outlooks(await send({ customerIds, text: 'Ya no llueve' }))).toEqual([['Ana Ruiz', 'email']]);
});

test('a preview says whom it reaches and writes nothing', async () => {
  const { person, send, written, desk } = await makeDesk();
  const customerIds = [(await person({ name: 'Ana Ruiz', email: mailbox() })).id];
  expect(outlooks(await send({ customerIds }, { ...desk, preview: true }))).toEqual([['Ana Ruiz', 'email']]);
  expect(await written()).toEqual([]);
});

test('words that no text message holds are refused while somebody has only a number', async () => {
  const { person, send, written } = await makeDesk();
  const customerIds = [
    (await person({ name: 'Ana Ruiz', email: mailbox() })).id,
    (await person({ name: 'Luis Mora', phone: '+34600700832' })).id,
  ];
  const text = 'Sí, llueve. '.repeat(30).trim();
  await expect(send({ customerIds, text })).rejects.toMatchObject({
    code: 'invalid_input',
    fields: { text: [TOO_LONG_FOR_SMS] },
  });
  expect(await written()).toEqual([]);
  expect(outlooks(await send({ customerIds, text, only: 'email' }))).toEqual([
    ['Ana Ruiz', 'email'],
    ['Luis Mora', 'unreachable'],
  ]);
});

test('a mail that comes back is not followed by a text message', async () => {
  const { person, send, written } = await makeDesk();
  const { id } = await person({ name: 'Ana Ruiz', email: mailbox(), phone: '+34600700833' });
  await send({ customerIds: [id] });
  const [notice] = await written();
  if (!notice) throw new Error('a mail was written');
  await db().update(notices).set({ status: 'bounced' }).where(eq(notices.id, notice.id));
  await transaction((tx, after) => nextChannel(tx, after, { ...notice, status: 'bounced' }));
  expect(await written()).toHaveLength(1);
});

test('a club writes five hundred a day at most', async () => {
  const { club, person, send, written } = await makeDesk();
  await db()
    .insert(notices)
    .values(
      Array.from({ length: 499 }, (_, nth) => ({
        kind: 'club_message' as const,
        objectId: `${club.id}:then:${nth}`,
        clubId: club.id,
        channel: 'email' as const,
        recipient: `${nth}@example.com`,
        locale: 'es' as const,
        status: 'sent' as const,
      })),
    );
  const customerIds = [(await person({ email: mailbox() })).id, (await person({ email: mailbox() })).id];
  await expect(send({ customerIds })).rejects.toMatchObject({ code: 'rate_limited' });
  expect(await written()).toHaveLength(499);
  await send({ customerIds: customerIds.slice(1) });
  expect(await written()).toHaveLength(500);
});

test('neither both nor none of the two, nobody of another club, and no accountant', async () => {
  const { club, person, book, send, written } = await makeDesk();
  const { id } = await person({ email: mailbox() });
  const game = await book(10, { customerId: id });
  await expect(send({})).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(send({ customerIds: [id], reservationIds: [game.id] })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  const elsewhere = await makeDesk();
  await expect(elsewhere.send({ customerIds: [id] })).rejects.toMatchObject({ code: 'not_found' });
  await expect(elsewhere.send({ reservationIds: [game.id] })).rejects.toMatchObject({ code: 'not_found' });
  await expect(send({ customerIds: [id] }, elsewhere.desk)).rejects.toMatchObject({ code: 'not_found' });
  const books = await staffOf(club.id, 'accountant');
  await expect(send({ customerIds: [id] }, books)).rejects.toMatchObject({ code: 'forbidden' });
  expect(await written()).toEqual([]);
});

test('somebody who is erased is not reached', async () => {
  const { person, send } = await makeDesk();
  const { id } = await person({ name: 'Ana Ruiz', email: mailbox() });
  await db()
    .update(customers)
    .set({ erasedAt: new Date(), name: 'Cliente eliminado', email: null })
    .where(eq(customers.id, id));
  expect(outlooks(await send({ customerIds: [id] }))).toEqual([[null, 'unreachable']]);
});
