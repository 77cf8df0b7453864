import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import type { Actor } from '@/lib/core/context';
import { lastLiveEventId } from '@/lib/notices/list-live-events';
import { LiveNotices } from './live-notices';
import { RefreshOnReturn } from './refresh-on-return';
import { SiteFooter } from './site-footer';
import { SiteHeader } from './site-header';

type Props = { actor: Actor; signOut: () => Promise<void>; children: ReactNode };

/** The header, footer and messages around every player's page. */
export async function SiteShell({ actor, signOut, children }: Props) {
  const t = await getTranslations();
  const person = actor.kind === 'person' ? actor : null;
  return (
    <div className="flex min-h-dvh flex-col overflow-x-clip">
      <a
        href="#content"
        className="sr-only focus-visible:not-sr-only focus-visible:absolute focus-visible:z-40 focus-visible:bg-card focus-visible:p-3"
      >
        {t('nav.skip')}
      </a>
      <SiteHeader person={person} signOut={signOut} />
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-6xl flex-1 px-4 pt-4 outline-none sm:pt-6"
      >
        {children}
      </main>
      <SiteFooter />
      <RefreshOnReturn />
      {person && (
        <LiveNotices
          after={await lastLiveEventId(person.userId)}
          said={{
            'reservation.confirmed': t('live.confirmed'),
            'reservation.cancelled': t('live.cancelled'),
            'reservation.released': t('live.released'),
            'payment.refunded': t('live.refunded'),
            'payment.too_late': t('live.tooLate'),
            'payment.mismatch': t('live.mismatch'),
            'payment.duplicate': t('live.duplicate'),
            'slot.freed': t('live.slotFreed'),
            'reservation.player_left': t('live.playerLeft'),
          }}
        />
      )}
    </div>
  );
}
