import { getLocale, getTranslations } from 'next-intl/server';
import { endAfterPage } from '@/lib/auth/session-token';
import { inLocale } from '@/lib/core/i18n/navigation';
import type { Desk } from '@/lib/desk/open-desk';
import { OfflineBar } from './offline-bar';
import { SessionBar } from './session-bar';

/** What the frame of a club's pages says about the line and the session. */
export async function DeskFrame({ person, now }: { person: Desk['person']; now: Date }) {
  const [t, locale] = await Promise.all([getTranslations('frame'), getLocale()]);
  const end = person.via.kind === 'session' ? endAfterPage(person.via, now) : null;
  return (
    <>
      <OfflineBar words={{ offline: t('offline'), refused: t('refused') }} />
      {end && (
        <SessionBar
          key={now.getTime()}
          leftMs={end.at.getTime() - now.getTime()}
          isFinal={end.isFinal}
          signIn={inLocale('/sign-in', locale)}
          words={{
            ends: t('ends'),
            endsForGood: t('endsForGood'),
            ended: t('ended'),
            stay: t('stay'),
            signIn: t('signIn'),
          }}
        />
      )}
    </>
  );
}
