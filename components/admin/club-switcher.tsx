import { ChevronsUpDown } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { CourtMark } from '@/components/shell/logo';
import { Menu } from '@/components/ui/menu';
import { inLocale } from '@/lib/core/i18n/navigation';
import type { Desk } from '@/lib/desk/open-desk';
import { deskPath, firstDeskPath, pagesFor } from './desk-pages';
import { OtherClubLink } from './other-club-link';

const LOOK = {
  summary: 'flex min-h-11 w-full min-w-0 items-center gap-2 rounded-md px-2 text-left hover:bg-sunken',
  panel: 'left-0 w-72 max-w-[calc(100vw-1rem)] p-2',
};

/** The club's name, under which the person's other clubs stand. Each leads to the page that is open. */
export async function ClubSwitcher({ club, person, ownClubs }: Desk) {
  const [t, locale] = await Promise.all([getTranslations('desk'), getLocale()]);
  const others = ownClubs.filter(({ id }) => id !== club.id);
  if (others.length === 0) {
    return (
      <p className="flex min-h-11 min-w-0 items-center gap-2 px-2">
        <ClubName name={club.name} city={club.city} />
      </p>
    );
  }
  return (
    <Menu
      look={LOOK}
      trigger={
        <>
          <ClubName name={club.name} city={club.city} />
          <span className="sr-only">{t('switch')}</span>
          <ChevronsUpDown aria-hidden className="ml-auto size-4 shrink-0 text-soft md:max-xl:hidden" />
        </>
      }
    >
      <ul aria-label={t('otherClubs')}>
        {others.map((other) => (
          <li key={other.id}>
            <OtherClubLink
              pages={Object.fromEntries(
                pagesFor(person, other.id).map((page) => [
                  page,
                  inLocale(deskPath(other.slug, page), locale),
                ]),
              )}
              first={inLocale(firstDeskPath(person, other) ?? '/admin', locale)}
              className="flex min-h-11 flex-col justify-center rounded-sm px-3 py-1 hover:bg-sunken"
            >
              <span className="font-strong">{other.name}</span>
              <span className="text-caption text-soft">{other.city}</span>
            </OtherClubLink>
          </li>
        ))}
      </ul>
    </Menu>
  );
}

function ClubName({ name, city }: { name: string; city: string }) {
  return (
    <>
      <CourtMark />
      <span className="min-w-0 md:max-xl:sr-only">
        <span className="block truncate font-strong text-note">{name}</span>
        <span className="block truncate text-note text-soft">{city}</span>
      </span>
    </>
  );
}
