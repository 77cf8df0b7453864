import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import { notFound } from 'next/navigation';
import { hasLocale } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import { PageBoundary } from '@/components/shell/page-boundary';
import { readTheme } from '@/components/shell/theme';
import { UpdatedNote } from '@/components/shell/updated-note';
import { env } from '@/lib/core/env';
import { routing } from '@/lib/core/i18n/routing';
import { isOwnServer } from '@/lib/web/server/own-server';
import '../globals.css';

const inter = localFont({
  src: '../../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  weight: '100 900',
  variable: '--font-inter',
  // Text is shown at once in a fallback font with Inter's measures, set in `globals.css`. Inter then replaces it in
  // place.
  display: 'swap',
  preload: false,
  adjustFontFallback: false,
});

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfaf7' },
    { media: '(prefers-color-scheme: dark)', color: '#0d1015' },
  ],
};

export async function generateMetadata({ params }: LayoutProps<'/[locale]'>): Promise<Metadata> {
  const { locale } = await params;
  if (!hasLocale(routing.locales, locale)) return {};
  const t = await getTranslations({ locale, namespace: 'meta' });
  return {
    metadataBase: new URL(env().NEXTAUTH_URL),
    title: { default: t('title'), template: '%s · Pista' },
    description: t('description'),
    // `publicMetadata` opens those that everybody may find.
    robots: { index: false },
  };
}

export default async function LocaleLayout({ children, params }: LayoutProps<'/[locale]'>) {
  const { locale } = await params;
  if (!hasLocale(routing.locales, locale)) notFound();
  const [theme, t] = await Promise.all([readTheme(), getTranslations({ locale, namespace: 'updated' })]);
  return (
    <html
      lang={locale}
      data-theme={theme === 'system' ? undefined : theme}
      data-live={isOwnServer() ? undefined : 'polled'}
      className={inter.variable}
    >
      <body>
        <PageBoundary>{children}</PageBoundary>
        <UpdatedNote labels={{ updated: t('title'), sendAgain: t('sendAgain') }} />
      </body>
    </html>
  );
}
