import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { audit, type NoticeKind, notices, users } from '@/db/schema';
import { signedToken } from '@/lib/auth/signed-token';
import { systemContext } from '@/lib/core/context';
import { DAY_MS } from '@/lib/core/time';
import { anonymousContext, makeCustomer, makeReservation, makeUser } from '@/test/factories';
import { messagesTo } from '@/test/inbox';
import { useSandbox } from '@/test/sandbox';
import { deliverNotice } from './deliver-notice';
import { getMailChoice, setMailChoice } from './mail-choice';

const sandbox = useSandbox({ providers: ['resend'] });

type To = { userId: string } | { customerId: string };

async function makeMail(to: To, recipient: string, kind: NoticeKind = 'reservation_reminder') {
  const startsAt = new Date(Date.now() + DAY_MS);
  const booked = await makeReservation({ userId: null, ...to, startsAt });
  const { id: reservationId, clubId } = booked;
  const about = { kind, objectId: reservationId, reservationId, clubId, channel: 'email' } as const;
  const [written] = await db()
    .insert(notices)
    .values({ ...about, ...to, recipient, locale: 'es' })
    .returning();
  const id = written?.id ?? '';
  return { id, clubId, token: signedToken('mail-choice', id) };
}

const deliver = (id: string) => deliverNotice(systemContext('test'), id);
const choose = (token: string, wanted: boolean) => setMailChoice(anonymousContext(), { token, wanted });

test('a reminder says where to refuse it, as a link and for mail programs, and a confirmation does not', async () => {
  const { id: userId, email } = await makeUser();
  const reminder = await makeMail({ userId }, email);
  await deliver(reminder.id);
  await deliver((await makeMail({ userId }, email, 'reservation_confirmation')).id);
  const [second, first] = await messagesTo(sandbox(), email);
  expect(first?.headers).toMatchObject({
    'List-Unsubscribe': expect.stringMatching(new RegExp(`^<http\\S+/mail-choices/${reminder.token}>$`)),
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  });
  expect(first?.html).toContain(`/es/mail-choices/${reminder.token}`);
  expect(Object.keys(second?.headers ?? {})).toEqual(['X-Entity-Ref-ID']);
  expect(second?.html).not.toContain('/mail-choices/');
  const [kept] = await db().select().from(notices).where(eq(notices.id, reminder.id));
  expect(kept?.sentText).not.toContain(reminder.token);
});

test('who has an account refuses a kind, which their settings and the audit then say', async () => {
  const { id: userId, email } = await makeUser();
  const first = await makeMail({ userId }, email);
  expect(await getMailChoice(first.token)).toEqual({ kind: 'reservation_reminder', wanted: true });
  await choose(first.token, false);
  await choose(first.token, false);
  expect(await getMailChoice(first.token)).toMatchObject({ wanted: false });
  const [user] = await db().select().from(users).where(eq(users.id, userId));
  expect(user?.noticeChoices).toMatchObject({ reminderEmail: false, reminderSms: false });
  const noted = await db().select().from(audit).where(eq(audit.entityId, userId));
  expect(noted.filter(({ detail }) => JSON.stringify(detail ?? {}).includes('by_mail'))).toHaveLength(1);
  expect(await deliver(first.id)).toBe('suppressed');
  expect(await deliver((await makeMail({ userId }, email, 'reservation_confirmation')).id)).toBe('sent');
});

test('who has none refuses for their mailbox, at every club, and may want it again', async () => {
  const email = 'nobody-refuses@example.com';
  const first = await makeReservation();
  const { id: customerId } = await makeCustomer(first.clubId, { email });
  const mail = await makeMail({ customerId }, email);
  await choose(mail.token, false);
  const elsewhere = await makeReservation();
  const other = await makeCustomer(elsewhere.clubId, { email });
  expect(await deliver((await makeMail({ customerId: other.id }, email)).id)).toBe('suppressed');
  await choose(mail.token, true);
  expect(await deliver((await makeMail({ customerId: other.id }, email)).id)).toBe('sent');
});

test('a link of another kind, or a forged one, opens nothing', async () => {
  const { id: userId, email } = await makeUser();
  const confirmation = await makeMail({ userId }, email, 'reservation_confirmation');
  const { id } = await makeMail({ userId }, email);
  for (const token of [confirmation.token, signedToken('decline-game', id), 'x', ''])
    await expect(getMailChoice(token)).rejects.toMatchObject({ code: 'not_found' });
});
