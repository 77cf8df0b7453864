import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { DOCUMENTS } from '@/components/documents/documents';
import type { Actor, Person } from '@/lib/core/context';
import { lastLiveEventId } from '@/lib/notices/list-live-events';
import { KeepInstallOffer } from './keep-install-offer';
import { LiveNotices } from './live-notices';
import { RefreshOnReturn } from './refresh-on-return';
import { SiteFooter } from './site-footer';
import { type HeaderPerson, SiteHeader } from './site-header';
import { viewThemes } from './theme';

type Props = { actor: Actor; signOut: () => Promise<void>; children: ReactNode };

type Words = Awaited<ReturnType<typeof getTranslations<never>>>;

/** The header, footer and messages around every player's page. */
export async function SiteShell({ actor, signOut, children }: Props) {
  const [t, locale, theme] = await Promise.all([getTranslations(), getLocale(), viewThemes()]);
  const person = actor.kind === 'person' ? actor : null;
  return (
    <div className="flex min-h-dvh flex-col overflow-x-clip">
      <a
        href="#content"
        className="sr-only focus-visible:not-sr-only focus-visible:absolute focus-visible:z-40 focus-visible:bg-card focus-visible:p-3"
      >
        {t('nav.skip')}
      </a>
      <SiteHeader words={headerWords(t)} person={person && viewPerson(person, t)} signOut={signOut} />
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-6xl flex-1 px-4 pt-4 outline-none sm:pt-6"
      >
        {children}
      </main>
      <SiteFooter
        words={{ promise: t('footer.promise'), forClubs: t('footer.forClubs'), pages: t('footer.pages') }}
        documents={DOCUMENTS.map((name) => ({ name, title: t(`documents.${name}.title`) }))}
        language={{ locale, label: t('footer.language') }}
        theme={theme}
      />
      <RefreshOnReturn />
      <KeepInstallOffer />
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
            'waitlist.offer': t('live.waitlistOffer'),
            'reservation.player_joined': t('live.playerJoined'),
            'reservation.player_left': t('live.playerLeft'),
          }}
        />
      )}
    </div>
  );
}

const headerWords = (t: Words) => ({
  home: t('nav.home'),
  main: t('nav.main'),
  search: t('nav.search'),
  games: t('nav.games'),
  forClubs: t('nav.forClubs'),
  signIn: t('nav.signIn'),
  account: t('nav.account'),
  staff: t('nav.staff'),
  operator: t('nav.operator'),
  signOut: t('nav.signOut'),
});

function viewPerson({ name, email, staff, operator }: Person, t: Words): HeaderPerson {
  const shown = name ?? email;
  return {
    name: shown,
    menu: t('nav.accountMenu', { name: shown }),
    isStaff: staff.length > 0,
    isOperator: operator,
  };
}
