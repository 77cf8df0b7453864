import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { transaction } from '@/db';
import { users } from '@/db/schema';
import { assertStrong } from '@/lib/auth/assert-strong';
import { hashPassword, newPassword } from '@/lib/auth/password';
import { requireSelf } from '@/lib/auth/permissions';
import { signedInLately } from '@/lib/auth/signed-in-lately';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { personName } from '@/lib/core/input/person-name';
import { recordChange } from '@/lib/records/audit';

export const finishSignUpInput = z.object({ name: personName, password: newPassword });

/**
 * Gives an account its name and first password, after a mailed link has proven the mailbox.
 * @throws AppError `forbidden` later than ten minutes after the sign-in, `conflict` when it has a password,
 *   `invalid_input` for a weak one, `rate_limited`
 */
export async function finishSignUp(
  ctx: Context,
  { name, password }: z.output<typeof finishSignUpInput>,
): Promise<void> {
  const person = requireSelf(ctx);
  if (!signedInLately(person, ctx.now)) {
    throw new AppError('forbidden', 'Sign in anew by a mailed link and try again.');
  }
  await assertStrong(password, { email: person.email, name }, person.userId);
  const passwordHash = await hashPassword(password);
  await transaction(async (tx) => {
    const [finished] = await tx
      .update(users)
      .set({ name, passwordHash })
      .where(and(eq(users.id, person.userId), isNull(users.passwordHash), isNull(users.erasedAt)))
      .returning({ id: users.id });
    if (!finished) throw new AppError('conflict', 'This account has a password already.');
    await recordChange(tx, ctx, {
      entity: 'user',
      entityId: person.userId,
      from: null,
      to: 'password_set',
      detail: { changed: ['name', 'password'] },
    });
  });
}
