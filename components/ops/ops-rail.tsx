import { Activity, Building2, Globe, LogOut, Scale, Search } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Link } from '@/components/shared/link';
import { Logo } from '@/components/shell/logo';
import type { Person } from '@/lib/core/context';
import { RailLink } from '@/components/shell/rail-link';

type Props = { person: Person | null; signOut: () => Promise<void> };

const place =
  'flex min-h-11 shrink-0 items-center gap-2 whitespace-nowrap rounded-md px-2 hover:bg-sunken sm:px-3';

/** The navigation of the operators' pages: a rail at the left, or a row on top on small screens. */
export async function OpsRail({ person, signOut }: Props) {
  const t = await getTranslations();
  return (
    <header className="flex flex-wrap items-center justify-between gap-x-2 border-line border-b bg-card px-2 pb-1 lg:sticky lg:top-0 lg:h-dvh lg:flex-col lg:flex-nowrap lg:items-stretch lg:justify-start lg:gap-6 lg:border-r lg:border-b-0 lg:px-3 lg:py-5">
      <a
        href="#content"
        className="sr-only focus-visible:not-sr-only focus-visible:absolute focus-visible:z-40 focus-visible:bg-card focus-visible:p-3"
      >
        {t('nav.skip')}
      </a>
      <Link href="/" aria-label={t('nav.home')} className="flex min-h-11 items-center px-2">
        <Logo />
      </Link>
      <nav
        aria-label={t('opsRail.label')}
        className="order-1 flex w-full min-w-0 gap-1 overflow-x-auto sm:order-none sm:w-auto sm:flex-1 lg:flex-col"
      >
        {person?.operator && (
          <>
            <Place href="/ops" icon={<Scale aria-hidden className="size-4.5" />}>
              {t('opsRail.zeros')}
            </Place>
            <Place href="/ops/find" icon={<Search aria-hidden className="size-4.5" />}>
              {t('opsRail.find')}
            </Place>
            <Place href="/ops/clubs" icon={<Building2 aria-hidden className="size-4.5" />}>
              {t('opsRail.clubs')}
            </Place>
            <Place href="/ops/services" icon={<Activity aria-hidden className="size-4.5" />}>
              {t('opsRail.services')}
            </Place>
          </>
        )}
        <Link href="/" className={place}>
          <Globe aria-hidden className="size-4.5" />
          {t('opsRail.site')}
        </Link>
      </nav>
      {person && (
        <form action={signOut}>
          <button type="submit" className={`${place} w-full cursor-pointer`}>
            <LogOut aria-hidden className="size-4.5" />
            <span className="max-lg:sr-only">{t('nav.signOut')}</span>
          </button>
        </form>
      )}
    </header>
  );
}

async function Place({ href, icon, children }: { href: string; icon: ReactNode; children: ReactNode }) {
  const locale = await getLocale();
  return (
    <RailLink path={`/${locale}${href}`} className={place}>
      {icon}
      {children}
    </RailLink>
  );
}
