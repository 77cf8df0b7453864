import { notFound } from 'next/navigation';
import { z } from 'zod';
import { personPath } from '@/components/people/people-paths';
import { may } from '@/lib/auth/permissions';
import { redirect } from '@/lib/core/i18n/navigation';
import { getCustomer } from '@/lib/desk/get-customer';
import { pageContext } from '@/lib/web/page-context';
import { orNotFound } from '../../../../or-not-found';
import { deskFor } from '../../desk-for';

/**
 * The person of a page of this club, null for a role that may not see people. A merged id leads to the survivor's page,
 * and an anonymous reader signs in and returns to `back`.
 */
export async function personFor(asked: string, id: string, back: string) {
  const [ctx, desk] = await Promise.all([pageContext(), deskFor(asked, back)]);
  if (!may(desk.person, desk.club.id, 'seePeople')) return { desk, person: null };
  if (!z.uuid().safeParse(id).success) notFound();
  const person = await orNotFound(getCustomer(ctx, id), back);
  if (person.clubId !== desk.club.id) notFound();
  if (person.id !== id) redirect({ href: personPath(asked, person.id), locale: ctx.locale });
  return { desk, person };
}
