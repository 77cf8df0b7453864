import { and, eq, isNull } from 'drizzle-orm';
import { db } from '@/db';
import { apiTokens, recoveryCodes, users } from '@/db/schema';
import { IDENTITY_NAMES, isIdentity } from '@/lib/auth/identities/identities';
import { notFound } from '@/lib/core/errors';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { siteUrl } from '@/lib/core/i18n/site-url';
import { type AccountFacts, type Notice, readerOf } from '@/lib/notices/notice-facts';
import { startInWords } from './start-in-words';

/**
 * Reads the facts of a notice about the safety of an account.
 * @throws AppError not_found
 */
export async function readAccount({ kind, objectId, userId, locale, createdAt }: Notice) {
  const [user] = await db()
    .select()
    .from(users)
    .where(eq(users.id, userId ?? ''));
  if (!user) throw notFound('account');
  const { dateInWords, startTime, zoneName } = startInWords(locale, createdAt, 'UTC');
  const left = and(eq(recoveryCodes.userId, user.id), isNull(recoveryCodes.usedAt));
  const facts: AccountFacts = {
    playerName: user.name ?? '',
    dateInWords,
    time: startTime,
    zoneName,
    keyName: await nameOf(kind, objectId),
    codesLeft: await db().$count(recoveryCodes, left),
    accountUrl: siteUrl(sitePaths.account, locale).href,
  };
  // The mail of the erasure is the last that the person gets.
  const reader = readerOf(kind === 'account_erased' ? { ...user, erasedAt: null } : user);
  return { facts, reader };
}

/** Of the key, or of the other site, that the notice is about. */
async function nameOf(kind: Notice['kind'], objectId: string): Promise<string> {
  if (kind === 'api_key_created') return nameOfKey(objectId);
  const [provider] = objectId.split(':');
  const isOfSite = kind === 'identity_linked' || kind === 'identity_unlinked';
  return isOfSite && isIdentity(provider) ? IDENTITY_NAMES[provider] : '';
}

async function nameOfKey(tokenId: string): Promise<string> {
  const [key] = await db().select({ name: apiTokens.name }).from(apiTokens).where(eq(apiTokens.id, tokenId));
  return key?.name ?? '';
}
