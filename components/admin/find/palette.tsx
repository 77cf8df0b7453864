'use client';

import { Command } from 'cmdk';
import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import type { Locale } from '@/lib/core/context';
import { formatDate, formatInstant } from '@/lib/core/i18n/format';
import { askClub, type Found } from './ask-club';
import { Choice, Group } from './choice';
import { RecentActs, type RecentWords } from './recent-acts';

export type PaletteWords = Readonly<
  Record<'field' | 'pages' | 'day' | 'people' | 'bookings' | 'courts' | 'none' | 'unanswered', string>
>;

export type PaletteProps = {
  club: { id: number; timeZone: string };
  locale: Locale;
  /** The pages of the rail, with their language. */
  pages: readonly { href: Route; label: string }[];
  /** Where days, courts and people are shown, with the language. Null for a role that may not search. */
  places: { planner: Route; people: Route } | null;
  /** What each kind of act is called. Null for a role that sees no acts. */
  acts: Readonly<Record<string, string>> | null;
  words: PaletteWords & RecentWords;
  close: () => void;
};

/** Finds a club's pages, days, people, bookings and courts while one types. */
export function Palette({ club, locale, pages, places, acts, words, close }: PaletteProps) {
  const router = useRouter();
  const [q, setQ] = useState('');
  const found = useFound(places === null ? null : club.id, q.trim());
  const go = (href: string) => {
    close();
    router.push(href as Route, { scroll: false });
  };
  const typed = q.trim().toLocaleLowerCase(locale);
  const named = pages.filter(({ label }) => label.toLocaleLowerCase(locale).includes(typed));
  return (
    <Command shouldFilter={false} loop label={words.field}>
      <Command.Input
        value={q}
        onValueChange={setQ}
        placeholder={words.field}
        maxLength={100}
        autoFocus
        className="h-14 w-full border-line border-b bg-transparent px-5 text-field outline-none placeholder:text-faint"
      />
      <Command.List label={words.field} className="max-h-[60dvh] overflow-y-auto p-2">
        {(found !== null || places === null) && (
          <Command.Empty className="px-3 py-6 text-center text-soft">
            {found === 'failed' ? words.unanswered : words.none}
          </Command.Empty>
        )}
        <Group heading={words.pages}>
          {named.map(({ href, label }) => (
            <Choice key={href} value={href} label={label} onSelect={() => go(href)} />
          ))}
        </Group>
        {typed === '' && acts && (
          <RecentActs
            club={club}
            locale={locale}
            kinds={acts}
            words={words}
            open={(id) => go(besideThisPage(id))}
            close={close}
          />
        )}
        {found !== 'failed' && found !== null && places !== null && (
          <>
            <Group heading={words.day}>
              {found.date && (
                <Choice
                  value={found.date}
                  label={formatDate(found.date, 'full', locale)}
                  onSelect={() => go(`${places.planner}?date=${found.date}`)}
                />
              )}
            </Group>
            <Group heading={words.people}>
              {found.people.map(({ id, name, phone, email }) => (
                <Choice
                  key={id}
                  value={id}
                  label={name}
                  note={phone ?? email}
                  onSelect={() => go(`${places.people}/${id}`)}
                />
              ))}
            </Group>
            <Group heading={words.bookings}>
              {found.bookings.map((booking) => (
                <Choice
                  key={booking.id}
                  value={booking.id}
                  label={booking.title ?? booking.customer ?? booking.court}
                  note={`${formatInstant(Date.parse(booking.starts_at), 'stamp', locale, club.timeZone)} · ${booking.court}`}
                  onSelect={() => go(besideThisPage(booking.id))}
                />
              ))}
            </Group>
            <Group heading={words.courts}>
              {found.courts.map(({ id, name }) => (
                <Choice
                  key={id}
                  value={`court ${id}`}
                  label={name}
                  onSelect={() => go(`${places.planner}?courts=${id}`)}
                />
              ))}
            </Group>
          </>
        )}
      </Command.List>
    </Command>
  );
}

const PAUSE_MS = 150;

/** What the club has for these words. Null before anything is typed, and the last answer until the next one comes. */
function useFound(clubId: number | null, q: string): Found | 'failed' | null {
  const [found, setFound] = useState<Found | 'failed' | null>(null);
  useEffect(() => {
    if (clubId === null || q.length < 2) return setFound(null);
    const asking = new AbortController();
    const timer = setTimeout(async () => {
      const answer = await askClub(clubId, q, asking.signal);
      if (!asking.signal.aborted) setFound(answer ?? 'failed');
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [clubId, q]);
  return found;
}

/** The address of the present page with a booking beside it. */
function besideThisPage(id: string): string {
  const search = new URLSearchParams(location.search);
  search.set('booking', id);
  return `${location.pathname}?${search}`;
}
