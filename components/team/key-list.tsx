import { getLocale, getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { ShrinkingList } from '@/components/ui/shrinking-list';
import { SubmitButton } from '@/components/ui/submit-button';
import type { ClubKey } from '@/lib/accounts/club-keys/list-club-keys';
import { formatInstant } from '@/lib/core/i18n/format';

type Props = {
  keys: readonly ClubKey[];
  asked: string;
  back: string;
  now: number;
  timeZone: string;
  revoke: FormAction<void>;
};

/** The keys of a club, each with its role, its maker, its last use and a button that revokes it. */
export async function KeyList({ keys, asked, back, now, timeZone, revoke }: Props) {
  const [t, tRole, locale, words] = await Promise.all([
    getTranslations('clubKeys'),
    getTranslations('desk'),
    getLocale(),
    errorWords({ not_found: (await getTranslations('clubKeys'))('gone') }, back),
  ]);
  const day = (at: Date) => formatInstant(at.getTime(), 'date', locale, timeZone);
  if (keys.length === 0) return <p className="text-soft">{t('none')}</p>;
  return (
    <ShrinkingList
      count={keys.length}
      removed={t('revoked', { count: keys.length })}
      labelledBy="keys"
      className="divide-y divide-line rounded-card border border-line bg-card"
    >
      {keys.map(({ id, name, prefix, role, maker, lastUsedAt, expiresAt }) => (
        <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
          <div className="min-w-0">
            <p className="break-words">
              <span className="font-strong">{name}</span> · {tRole(`role_${role}`)}
            </p>
            <p className="break-words text-note text-soft">
              <code>{prefix}…</code> · {t('madeBy', { name: maker.name ?? maker.email })}
            </p>
            <p className="text-note text-soft">
              <span>{lastUsedAt ? t('used', { when: day(lastUsedAt) }) : t('neverUsed')}</span>
              {expiresAt && (
                <span>
                  {' · '}
                  {t(expiresAt.getTime() < now ? 'expired' : 'expires', { when: day(expiresAt) })}
                </span>
              )}
            </p>
          </div>
          <ActionForm action={revoke} words={words} className="grid gap-2">
            <input type="hidden" name="club" value={asked} />
            <input type="hidden" name="id" value={id} />
            <SubmitButton look="secondary" size="dense" aria-label={t('revokeNamed', { name })}>
              {t('revoke')}
            </SubmitButton>
          </ActionForm>
        </li>
      ))}
    </ShrinkingList>
  );
}
