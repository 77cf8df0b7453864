import { getLocale, getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { ShrinkingList } from '@/components/ui/shrinking-list';
import { SubmitButton } from '@/components/ui/submit-button';
import type { ApiToken } from '@/lib/accounts/create-api-token';
import { formatInstant } from '@/lib/core/i18n/format';

type Props = { tokens: readonly ApiToken[]; now: number; labelledBy: string; revoke: FormAction<void> };

/** The person's keys, each with its beginning and a button that revokes it. */
export async function TokenList({ tokens, now, labelledBy, revoke }: Props) {
  const [t, locale, words] = await Promise.all([getTranslations('account'), getLocale(), errorWords()]);
  const day = (at: Date) => formatInstant(at.getTime(), 'date', locale, 'UTC');
  return (
    <ShrinkingList
      count={tokens.length}
      removed={t('tokenRevoked', { count: tokens.length })}
      labelledBy={labelledBy}
      className="divide-y divide-line"
    >
      {tokens.length === 0 && <li className="text-ink-soft">{t('tokenNone')}</li>}
      {tokens.map((token) => (
        <li key={token.id} className="flex flex-wrap items-center justify-between gap-3 py-3">
          <div className="min-w-0">
            <p>
              <span className="font-strong">{token.name}</span> ·{' '}
              {t(token.scope === 'read' ? 'tokenRead' : 'tokenWrite')}
            </p>
            <p className="text-ink-soft text-note">
              <code>{token.prefix}…</code> ·{' '}
              <span>
                {token.lastUsedAt ? t('tokenLastUsed', { when: day(token.lastUsedAt) }) : t('tokenNeverUsed')}
              </span>
              {token.expiresAt && (
                <span>
                  {' · '}
                  {t(token.expiresAt.getTime() < now ? 'tokenExpired' : 'tokenExpiresOn', {
                    when: day(token.expiresAt),
                  })}
                </span>
              )}
            </p>
          </div>
          <ActionForm action={revoke} words={words}>
            <input type="hidden" name="id" value={token.id} />
            <SubmitButton look="secondary" aria-label={t('tokenRevokeNamed', { name: token.name })}>
              {t('tokenRevoke')}
            </SubmitButton>
          </ActionForm>
        </li>
      ))}
    </ShrinkingList>
  );
}
