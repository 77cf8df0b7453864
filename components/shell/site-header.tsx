'use client';

import { CircleUser } from 'lucide-react';
import { Link } from '@/components/shared/link';
import { button } from '@/components/ui/button';
import { Menu } from '@/components/ui/menu';
import { Logo } from './logo';

/** A signed-in person, and where else than their own pages they may go. */
export type HeaderPerson = { name: string; menu: string; isStaff: boolean; isOperator: boolean };

type Word =
  | 'home'
  | 'main'
  | 'search'
  | 'games'
  | 'forClubs'
  | 'signIn'
  | 'account'
  | 'staff'
  | 'operator'
  | 'signOut';

type Props = {
  words: Readonly<Record<Word, string>>;
  person: HeaderPerson | null;
  signOut: () => Promise<void>;
};

const entry = 'flex min-h-11 items-center rounded-md px-3 text-soft hover:text-ink';
const item = 'flex min-h-11 items-center gap-2 rounded-sm px-3 hover:bg-sunken';

/** Drawn from data, since what the server draws is sent a second time for React, with every page. */
export function SiteHeader({ words, person, signOut }: Props) {
  return (
    <header className="sticky top-0 z-20 border-line border-b bg-paper">
      <div className="mx-auto flex h-14 w-full max-w-6xl items-center justify-between gap-2 px-4">
        <Link href="/" aria-label={words.home} className="flex min-h-11 items-center rounded-md">
          <Logo />
        </Link>
        <nav aria-label={words.main} className="flex items-center gap-1">
          <Link href="/" className={`${entry} max-sm:hidden`}>
            {words.search}
          </Link>
          <Link href="/reservations" className={entry}>
            {words.games}
          </Link>
          {person ? (
            <AccountMenu words={words} person={person} signOut={signOut} />
          ) : (
            <>
              <Link href="/for-clubs" className={`${entry} max-sm:hidden`}>
                {words.forClubs}
              </Link>
              <Link href="/sign-in" className={button({ look: 'secondary', size: 'dense' })}>
                {words.signIn}
              </Link>
            </>
          )}
        </nav>
      </div>
    </header>
  );
}

function AccountMenu({ words, person, signOut }: Props & { person: HeaderPerson }) {
  return (
    <Menu label={person.menu} trigger={<CircleUser aria-hidden className="size-6" />}>
      <p className="truncate px-3 py-2 text-ink-soft text-note">{person.name}</p>
      <Link href="/account" className={item}>
        {words.account}
      </Link>
      {person.isStaff && (
        <Link href="/admin" className={item}>
          {words.staff}
        </Link>
      )}
      {person.isOperator && (
        <Link href="/ops" className={item}>
          {words.operator}
        </Link>
      )}
      <form action={signOut} className="mt-1 border-line border-t pt-1">
        <button type="submit" className={`${item} w-full`}>
          {words.signOut}
        </button>
      </form>
    </Menu>
  );
}
