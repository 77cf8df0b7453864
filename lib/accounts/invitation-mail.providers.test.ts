import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { notices } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { deliverNotice } from '@/lib/notices/deliver-notice';
import { makeClub, makeStaff, makeUser, personContext } from '@/test/factories';
import { messagesTo } from '@/test/inbox';
import { useSandbox } from '@/test/sandbox';
import { acceptInvitation } from './accept-invitation';
import { removeFromTeam } from './change-team';
import { inviteStaff } from './invite-staff';

const sandbox = useSandbox({ providers: ['resend'] });

async function inviteTo(email: string) {
  const club = await makeClub({ name: 'Club Norte' });
  const owner = await makeUser({ name: 'Olga Dueña' });
  await makeStaff(owner.id, club.id, 'owner');
  const ctx = personContext(owner, { staff: [{ clubId: club.id, role: 'owner' }] });
  const { id } = await inviteStaff(ctx, { clubId: club.id, email, role: 'desk' });
  return { ctx, id, club };
}

async function deliver(invitationId: string): Promise<string> {
  const [notice] = await db().select().from(notices).where(eq(notices.objectId, invitationId));
  return deliverNotice(systemContext('test'), notice?.id ?? '');
}

test('an invitation reaches a mailbox without an account, with a link that its owner accepts', async () => {
  const email = 'nueva@pista.test';
  const { id, club } = await inviteTo(email);
  expect(await deliver(id)).toBe('sent');
  const [mail] = await messagesTo(sandbox(), email);
  expect(mail?.subject).toBe('Club Norte te invita a su equipo en Pista');
  const [, token = ''] = /\/es\/invitations\/([0-9a-f]{64})/.exec(JSON.stringify(mail)) ?? [];
  const person = await makeUser({ email });
  expect(await acceptInvitation(personContext(person), { token })).toEqual({ clubId: club.id, role: 'desk' });
});

test('is in the language of the account that has the mailbox', async () => {
  const person = await makeUser({ locale: 'en' });
  const { id } = await inviteTo(person.email);
  await deliver(id);
  const [mail] = await messagesTo(sandbox(), person.email);
  expect(mail?.subject).toBe('Club Norte invites you to its team on Pista');
});

test('one that was withdrawn before it was sent is not sent', async () => {
  const email = 'tarde@pista.test';
  const { ctx, id } = await inviteTo(email);
  await removeFromTeam(ctx, { id });
  expect(await deliver(id)).toBe('suppressed');
  expect(await messagesTo(sandbox(), email)).toEqual([]);
});
