import {
  CalendarDays,
  Contact,
  Ellipsis,
  History,
  type LucideIcon,
  Mail,
  Repeat,
  Settings,
  Tags,
  Ticket,
  Wallet,
} from 'lucide-react';
import type { Route } from 'next';
import { getLocale, getMessages, getTranslations } from 'next-intl/server';
import { RailLink } from '@/components/shell/rail-link';
import { Menu } from '@/components/ui/menu';
import { inLocale } from '@/lib/core/i18n/navigation';
import type { Desk } from '@/lib/desk/open-desk';
import { ClubSwitcher } from './club-switcher';
import { type DeskPage, deskPath, pagesFor, type RailEntry, railFor } from './desk-pages';
import { FindAnything } from './find/find-anything';
import { GoKeys } from './go-keys';
import { KeyHelp } from './frame/key-help';
import { WaitingBell } from './frame/waiting-bell';
import { PersonMenu } from './person-menu';

const ICONS = {
  planner: CalendarDays,
  bookings: Ticket,
  people: Contact,
  till: Wallet,
  messages: Mail,
  series: Repeat,
  sold: Tags,
  settings: Settings,
  activity: History,
} as const satisfies Record<RailEntry['name'], LucideIcon>;

/** The letter that leads to a page after a `G`. */
const LETTERS: Readonly<Partial<Record<DeskPage, string>>> = {
  planner: 'p',
  bookings: 'b',
  people: 'c',
  till: 'm',
  messages: 's',
  activity: 'a',
};

/** How many pages stand in a phone's bar, beside the rest in a menu. */
const IN_BAR = 4;

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
  const [t, keys, said, locale] = await Promise.all([
    getTranslations('desk'),
    getTranslations('keys'),
    getMessages(),
    getLocale(),
  ]);
  const pages = pagesFor(desk.person, desk.club.id);
  const entries = railFor(desk.person, desk.club.id).map(({ name, pages: [first, ...others] }) => ({
    name,
    title: t(`page_${name}`),
    path: inLocale(deskPath(asked, first), locale),
    also: others.map((page) => inLocale(deskPath(asked, page), locale)),
  }));
  return (
    <header className="flex items-center justify-between gap-2 border-line border-b bg-paper px-2 py-1.5 md:sticky md:top-0 md:z-20 md:h-dvh md:flex-col md:items-stretch md:justify-start md:gap-3 md:border-r md:border-b-0 md:py-3">
      <ClubSwitcher {...desk} />
      <FindAnything desk={desk} asked={asked} />
      <WaitingBell desk={desk} asked={asked} />
      <nav
        aria-label={t('rail')}
        className="max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-20 max-md:border-line max-md:border-t max-md:bg-card md:flex-1"
      >
        <ul className="flex md:flex-col md:gap-0.5">
          {entries.map(({ name, path, also, title }, index) => (
            <li key={name} className={index < IN_BAR ? 'max-md:flex-1' : 'max-md:hidden'}>
              <RailLink
                path={path}
                also={also}
                title={title}
                className="flex min-h-14 flex-col items-center justify-center gap-0.5 rounded-md px-1 text-center text-caption hover:bg-sunken md:min-h-11 md:flex-row md:gap-3 md:px-2 md:text-note xl:justify-start xl:px-3"
              >
                <Icon of={name} />
                <span className="md:max-xl:sr-only">{title}</span>
              </RailLink>
            </li>
          ))}
          {entries.length > IN_BAR && (
            <li className="flex-1 md:hidden">
              <MorePages label={t('more')} links={entries.slice(IN_BAR)} />
            </li>
          )}
        </ul>
      </nav>
      <GoKeys
        pages={Object.fromEntries(
          pages.flatMap((page) => {
            const letter = LETTERS[page];
            return letter ? [[letter, inLocale(deskPath(asked, page), locale)]] : [];
          }),
        )}
      />
      <KeyHelp title={keys('title')} letters={keys('letters')} close={keys('close')} words={said.keys.do} />
      <PersonMenu desk={desk} signOut={signOut} />
    </header>
  );
}

type MoreProps = { label: string; links: readonly { path: Route; also: readonly Route[]; title: string }[] };

/** The pages for which a phone's bar has no room. */
function MorePages({ label, links }: MoreProps) {
  return (
    <Menu
      look={MORE}
      trigger={
        <>
          <Ellipsis aria-hidden className="size-4.5" />
          {label}
        </>
      }
    >
      <ul>
        {links.map(({ path, also, title }) => (
          <li key={path}>
            <RailLink
              path={path}
              also={also}
              className="flex min-h-11 items-center rounded-sm px-3 hover:bg-sunken"
            >
              {title}
            </RailLink>
          </li>
        ))}
      </ul>
    </Menu>
  );
}

const MORE = {
  summary: 'flex min-h-14 flex-col items-center justify-center gap-0.5 text-caption text-soft',
  panel: 'right-1 bottom-full mb-1 w-56 p-2',
};

function Icon({ of: name }: { of: RailEntry['name'] }) {
  const Drawing = ICONS[name];
  return <Drawing aria-hidden className="size-4.5 shrink-0" />;
}
