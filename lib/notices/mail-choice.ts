import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { db, transaction } from '@/db';
import { mailOptOuts, type NoticeChoices, type NoticeKind, notices, users } from '@/db/schema';
import { readSignedToken, signedToken } from '@/lib/auth/signed-token';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { keyedHash } from '@/lib/core/seal';
import { recordChange } from '@/lib/records/audit';
import type { Notice } from './notice-facts';

/** The kinds that a person may refuse by mail, with the choice of an account. All others are always sent. */
const REFUSABLE = {
  reservation_reminder: 'reminderEmail',
  player_invited: 'invitationEmail',
  slot_freed: 'alertEmail',
} as const satisfies Partial<Record<NoticeKind, keyof NoticeChoices>>;

export type RefusableKind = keyof typeof REFUSABLE;

const isRefusable = (kind: NoticeKind): kind is RefusableKind => kind in REFUSABLE;

/** The secret of the link by which the reader of a mail refuses its kind. Null for a kind that is always sent. */
export const mailChoiceToken = ({ id, kind }: Pick<Notice, 'id' | 'kind'>): string | null =>
  isRefusable(kind) ? signedToken('mail-choice', id) : null;

type Mail = Pick<Notice, 'kind' | 'userId' | 'recipient'>;

/** Whether its reader does not want such mails. */
export async function isRefused({ kind, userId, recipient }: Mail): Promise<boolean> {
  if (!isRefusable(kind)) return false;
  if (userId !== null) {
    const [user] = await db()
      .select({ choices: users.noticeChoices })
      .from(users)
      .where(eq(users.id, userId));
    return user?.choices[REFUSABLE[kind]] === false;
  }
  return (await db().$count(mailOptOuts, ofMailbox(recipient, kind))) > 0;
}

export const mailChoiceSchema = z.strictObject({ token: z.string().max(200), wanted: z.boolean() });

/**
 * What the reader of a mail has chosen about its kind, for whoever has its link.
 * @throws AppError `not_found`
 */
export async function getMailChoice(token: string): Promise<{ kind: RefusableKind; wanted: boolean }> {
  const mail = await findMail(token);
  return { kind: mail.kind, wanted: !(await isRefused(mail)) };
}

/**
 * Ends or resumes mails of a kind to the reader of the link's mail. A second time changes nothing.
 * @throws AppError `not_found`
 */
export async function setMailChoice(
  ctx: Context,
  { token, wanted }: z.output<typeof mailChoiceSchema>,
): Promise<void> {
  const mail = await findMail(token);
  if ((await isRefused(mail)) === !wanted) return;
  if (mail.userId === null) return chooseForMailbox(mail, wanted);
  await chooseForAccount(ctx, mail.userId, mail.kind, wanted);
}

/** Whoever reads a mailbox decides about it, whatever row of a club has the address. */
async function chooseForMailbox({ kind, recipient }: Mail, wanted: boolean): Promise<void> {
  if (wanted) await db().delete(mailOptOuts).where(ofMailbox(recipient, kind));
  else
    await db()
      .insert(mailOptOuts)
      .values({ mailbox: keptMailbox(recipient), kind })
      .onConflictDoNothing();
}

async function chooseForAccount(
  ctx: Context,
  userId: string,
  kind: RefusableKind,
  wanted: boolean,
): Promise<void> {
  const choice = { [REFUSABLE[kind]]: wanted };
  await transaction(async (tx) => {
    await tx
      .update(users)
      .set({ noticeChoices: sql`${users.noticeChoices} || ${JSON.stringify(choice)}::jsonb` })
      .where(eq(users.id, userId));
    const change = { entity: 'user', entityId: userId, from: null, to: 'profile_changed' } as const;
    await recordChange(tx, ctx, { ...change, detail: { by_mail: true, after: choice } });
  });
}

async function findMail(token: string) {
  const id = readSignedToken('mail-choice', token);
  const [mail] = id === null ? [] : await db().select().from(notices).where(eq(notices.id, id));
  if (mail?.channel !== 'email') throw notFound('link');
  const { kind, userId, recipient } = mail;
  if (!isRefusable(kind)) throw notFound('link');
  return { kind, userId, recipient };
}

const keptMailbox = (address: string): string => keyedHash('mail-opt-out', address.toLowerCase());

const ofMailbox = (address: string, kind: NoticeKind) =>
  and(eq(mailOptOuts.mailbox, keptMailbox(address)), eq(mailOptOuts.kind, kind));
