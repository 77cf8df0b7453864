import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { transaction } from '@/db';
import { LOCALES, users } from '@/db/schema';
import { requireSelf } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { personName } from '@/lib/core/input/person-name';
import { phoneNumber } from '@/lib/core/input/phone-number';
import { recordChange } from '@/lib/records/audit';
import { describeProfile, getProfile, type Profile } from './get-profile';

export const profileInput = z.strictObject({
  name: personName.optional(),
  phone: phoneNumber.nullable().optional(),
  locale: z.enum(LOCALES).optional(),
  noticeChoices: z
    .strictObject({
      reminderEmail: z.boolean(),
      reminderSms: z.boolean(),
      alertEmail: z.boolean(),
      invitationEmail: z.boolean(),
    })
    .partial()
    .optional(),
});

/**
 * Changes the given fields and leaves the rest. The audit is never erased, so it names the changed fields, with
 * values only for choices that identify nobody.
 */
export async function updateProfile(
  ctx: Context,
  { name, phone, locale, noticeChoices }: z.output<typeof profileInput>,
): Promise<Profile> {
  const person = requireSelf(ctx);
  const choices = Object.fromEntries(
    Object.entries(noticeChoices ?? {}).filter(([, chosen]) => chosen !== undefined),
  );
  const changes = {
    ...(name !== undefined && { name }),
    ...(locale !== undefined && { locale }),
    ...(phone !== undefined && { phone }),
    ...(noticeChoices && {
      noticeChoices: sql`${users.noticeChoices} || ${JSON.stringify(choices)}::jsonb`,
    }),
  };
  if (Object.keys(changes).length === 0) return getProfile(ctx);
  return transaction(async (tx) => {
    const mine = eq(users.id, person.userId);
    const [before] = await tx.select().from(users).where(mine).for('update');
    const [user] = await tx.update(users).set(changes).where(mine).returning();
    if (!before || !user) throw notFound('account');
    await recordChange(tx, ctx, {
      entity: 'user',
      entityId: user.id,
      from: null,
      to: 'profile_changed',
      detail: { changed: Object.keys(changes), before: choicesOf(before), after: choicesOf(user) },
    });
    return describeProfile(user, person);
  });
}

const choicesOf = ({ locale, noticeChoices }: typeof users.$inferSelect) => ({ locale, noticeChoices });
