import { ChevronsUpDown } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { CourtMark } from '@/components/shell/logo';
import { Menu } from '@/components/ui/menu';
import type { Desk } from '@/lib/desk/open-desk';
import { firstDeskPath } from './desk-pages';

const LOOK = {
  summary: 'flex min-h-11 w-full min-w-0 items-center gap-2 rounded-md px-2 text-left hover:bg-sunken',
  panel: 'left-0 w-72 max-w-[calc(100vw-1rem)] p-2',
};

/** The club's name, under which the person's other clubs stand. */
export async function ClubSwitcher({ club, person, ownClubs }: Desk) {
  const t = await getTranslations('desk');
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
            <Link
              href={firstDeskPath(person, other) ?? '/admin'}
              className="flex min-h-11 flex-col justify-center rounded-sm px-3 py-1 hover:bg-sunken"
            >
              <span className="font-strong">{other.name}</span>
              <span className="text-caption text-soft">{other.city}</span>
            </Link>
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
