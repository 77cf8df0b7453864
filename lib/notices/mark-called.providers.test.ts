import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { audit, notices, users } from '@/db/schema';
import { actorName, systemContext } from '@/lib/core/context';
import { bookAndPay } from '@/test/bookings';
import { makeUser, personContext } from '@/test/factories';
import { useSandbox } from '@/test/sandbox';
import { deliverNotice } from './deliver-notice';
import { listCalls } from './list-calls';
import { markCalled } from './mark-called';

const sandbox = useSandbox({ providers: ['stripe', 'resend'] });

test('whom neither mail nor text reaches stands on the call list until somebody says that they were told', async () => {
  const { player, reservationId } = await bookAndPay(sandbox());
  await db().update(users).set({ emailInvalidAt: new Date(), phone: null }).where(eq(users.id, player.id));
  const [mail] = await db().select().from(notices).where(eq(notices.reservationId, reservationId));
  await deliverNotice(systemContext('test'), mail?.id ?? '');

  const desk = personContext(await makeUser({ operatorSince: new Date() }));
  const [call, ...others] = await listCalls(desk);
  expect(others).toEqual([]);
  expect(call).toMatchObject({ kind: 'reservation_confirmation', reservationId, email: player.email });

  const noticeId = call?.id ?? '';
  await markCalled(desk, { noticeId, note: 'Contestó su pareja' });
  await markCalled(desk, { noticeId, note: 'Otra vez' });
  expect(await listCalls(desk)).toEqual([]);
  expect(await db().select().from(notices).where(eq(notices.id, noticeId))).toMatchObject([
    { status: 'delivered', callNote: 'Contestó su pareja' },
  ]);
  const lines = await db().select().from(audit).where(eq(audit.entityId, noticeId));
  expect(lines.filter(({ toState }) => toState === 'delivered')).toMatchObject([
    { actor: actorName(desk.actor), requestId: desk.requestId },
  ]);
});
