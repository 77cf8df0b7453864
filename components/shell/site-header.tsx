import { CircleUser } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { button } from '@/components/ui/button';
import { Menu } from '@/components/ui/menu';
import type { Person } from '@/lib/core/context';
import { Logo } from './logo';

type Props = { person: Person | null; signOut: () => Promise<void> };

const entry = 'flex min-h-11 items-center rounded-md px-3 text-soft hover:text-ink';
const item = 'flex min-h-11 items-center gap-2 rounded-sm px-3 hover:bg-sunken';

export async function SiteHeader({ person, signOut }: Props) {
  const t = await getTranslations('nav');
  return (
    <header className="sticky top-0 z-20 border-line border-b bg-paper">
      <div className="mx-auto flex h-14 w-full max-w-6xl items-center justify-between gap-2 px-4">
        <Link href="/" aria-label={t('home')} className="flex min-h-11 items-center rounded-md">
          <Logo />
        </Link>
        <nav aria-label={t('main')} className="flex items-center gap-1">
          <Link href="/" className={`${entry} max-sm:hidden`}>
            {t('search')}
          </Link>
          <Link href="/reservations" className={entry}>
            {t('games')}
          </Link>
          {person ? (
            <AccountMenu person={person} signOut={signOut} />
          ) : (
            <>
              <Link href="/for-clubs" className={`${entry} max-sm:hidden`}>
                {t('forClubs')}
              </Link>
              <Link href="/sign-in" className={button({ look: 'secondary', size: 'dense' })}>
                {t('signIn')}
              </Link>
            </>
          )}
        </nav>
      </div>
    </header>
  );
}

async function AccountMenu({ person, signOut }: { person: Person; signOut: () => Promise<void> }) {
  const t = await getTranslations('nav');
  const name = person.name ?? person.email;
  return (
    <Menu label={t('accountMenu', { name })} trigger={<CircleUser aria-hidden className="size-6" />}>
      <p className="truncate px-3 py-2 text-ink-soft text-note">{name}</p>
      <Link href="/account" className={item}>
        {t('account')}
      </Link>
      {person.staff.length > 0 && (
        <Link href="/admin" className={item}>
          {t('staff')}
        </Link>
      )}
      {person.operator && (
        <Link href="/ops" className={item}>
          {t('operator')}
        </Link>
      )}
      <form action={signOut} className="mt-1 border-line border-t pt-1">
        <button type="submit" className={`${item} w-full`}>
          {t('signOut')}
        </button>
      </form>
    </Menu>
  );
}
