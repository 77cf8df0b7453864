import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { users } from '@/db/schema';
import { requireSelf } from '@/lib/auth/permissions';
import type { Context, Person } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';

export type Profile = ReturnType<typeof describeProfile>;

/** The account of the signed-in person, as they may see and change it. */
export async function getProfile(ctx: Context): Promise<Profile> {
  const person = requireSelf(ctx);
  const [user] = await db().select().from(users).where(eq(users.id, person.userId));
  if (!user) throw notFound('account');
  return describeProfile(user, person);
}

export const describeProfile = (user: typeof users.$inferSelect, { operator, staff }: Person) => ({
  id: user.id,
  email: user.email,
  emailVerified: user.emailVerified !== null,
  /** False once a mail bounced for good. Messages then go by SMS. */
  emailValid: user.emailInvalidAt === null,
  name: user.name,
  phone: user.phone,
  locale: user.locale,
  noticeChoices: user.noticeChoices,
  hasPassword: user.passwordHash !== null,
  operator,
  staff,
  createdAt: user.createdAt,
});
