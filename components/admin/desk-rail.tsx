import { CalendarDays, Contact, type LucideIcon, Mail, Tags, Users, Wallet } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { RailLink } from '@/components/shell/rail-link';
import { inLocale } from '@/lib/core/i18n/navigation';
import type { Desk } from '@/lib/desk/open-desk';
import { ClubSwitcher } from './club-switcher';
import { type DeskPage, deskPath, pagesFor } from './desk-pages';
import { PersonMenu } from './person-menu';

const ICONS = {
  planner: CalendarDays,
  people: Contact,
  till: Wallet,
  messages: Mail,
  courts: Tags,
  team: Users,
} as const satisfies Record<DeskPage, LucideIcon>;

type Props = {
  desk: Desk;
  /** The club as the address names it, by id or slug. */
  asked: string;
  signOut: () => Promise<void>;
};

/**
 * The navigation of a club's pages: a rail at the left, of icons alone on tablets. On phones the pages stand at the
 * bottom of the screen.
 */
export async function DeskRail({ desk, asked, signOut }: Props) {
  const [t, locale] = await Promise.all([getTranslations('desk'), getLocale()]);
  return (
    <header className="flex items-center justify-between gap-2 border-line border-b bg-paper px-2 py-1.5 md:sticky md:top-0 md:h-dvh md:flex-col md:items-stretch md:justify-start md:gap-3 md:border-r md:border-b-0 md:py-3">
      <ClubSwitcher {...desk} />
      <nav
        aria-label={t('rail')}
        className="max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-20 max-md:border-line max-md:border-t max-md:bg-card md:flex-1"
      >
        <ul className="flex md:flex-col md:gap-0.5">
          {pagesFor(desk.person, desk.club.id).map((page) => (
            <li key={page} className="max-md:flex-1">
              <RailLink
                path={inLocale(deskPath(asked, page), locale)}
                title={t(`page_${page}`)}
                className="flex min-h-14 flex-col items-center justify-center gap-0.5 rounded-md px-2 text-caption hover:bg-sunken md:min-h-11 md:flex-row md:gap-3 md:text-note xl:justify-start xl:px-3"
              >
                <Icon page={page} />
                <span className="md:max-xl:sr-only">{t(`page_${page}`)}</span>
              </RailLink>
            </li>
          ))}
        </ul>
      </nav>
      <PersonMenu desk={desk} signOut={signOut} />
    </header>
  );
}

function Icon({ page }: { page: DeskPage }) {
  const Drawing = ICONS[page];
  return <Drawing aria-hidden className="size-4.5 shrink-0" />;
}
