import { CircleUser } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { LanguageSwitch } from '@/components/shell/language-switch';
import { ThemeSwitch } from '@/components/shell/theme-switch';
import { Menu } from '@/components/ui/menu';
import type { Desk } from '@/lib/desk/open-desk';

const LOOK = {
  summary:
    'flex min-h-11 min-w-11 items-center gap-2 rounded-md px-2 hover:bg-sunken md:max-xl:justify-center',
  panel: 'right-0 w-64 p-2 md:right-auto md:bottom-full md:left-0 md:mb-2',
};

const item = 'flex min-h-11 w-full items-center rounded-sm px-3 hover:bg-sunken';

/** Who is signed in and as what, with the account, the player's site, language, theme and the way out. */
export async function PersonMenu({ desk, signOut }: { desk: Desk; signOut: () => Promise<void> }) {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  const name = desk.person.name ?? desk.person.email;
  const role = t(`desk.role_${desk.role}`);
  return (
    <Menu
      label={t('desk.personMenu', { name, role })}
      look={LOOK}
      trigger={
        <>
          <CircleUser aria-hidden className="size-6 shrink-0" />
          <span className="min-w-0 text-left text-note max-xl:hidden">
            <span className="block truncate font-strong">{name}</span>
            <span className="block truncate text-soft">{role}</span>
          </span>
        </>
      }
    >
      <p className="px-3 py-2 text-note text-soft xl:hidden">
        {name} · {role}
      </p>
      <Link href="/account" className={item}>
        {t('nav.account')}
      </Link>
      <Link href="/" className={item}>
        {t('desk.site')}
      </Link>
      <div className="my-1 border-line border-y py-1">
        <LanguageSwitch locale={locale} label={t('footer.language')} />
        <ThemeSwitch />
      </div>
      <form action={signOut}>
        <button type="submit" className={item}>
          {t('nav.signOut')}
        </button>
      </form>
    </Menu>
  );
}
