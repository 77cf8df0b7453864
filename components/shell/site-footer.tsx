import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { LanguageSwitch } from './language-switch';
import { ThemeSwitch } from './theme-switch';

export async function SiteFooter() {
  const [t, locale] = await Promise.all([getTranslations('footer'), getLocale()]);
  return (
    <footer className="mt-16 border-line border-t">
      <div className="mx-auto flex w-full max-w-6xl flex-wrap items-center justify-between gap-4 px-4 py-6">
        <p className="max-w-md text-ink-soft text-note">{t('promise')}</p>
        <div className="flex flex-wrap items-center gap-3">
          <Link href="/for-clubs" className="inline-flex min-h-11 items-center px-2 text-note underline">
            {t('forClubs')}
          </Link>
          <LanguageSwitch locale={locale} label={t('language')} />
          <ThemeSwitch />
        </div>
      </div>
    </footer>
  );
}
