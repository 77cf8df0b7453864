import type { Metadata } from 'next';
import type { Locale } from '@/lib/core/context';
import { inLocale } from '@/lib/core/i18n/navigation';
import { routing } from '@/lib/core/i18n/routing';
import { SHARE_SIZE } from './share-picture';
import { SITE, type ShareView, shareFile, viewSiteShare } from './share-view';

type Page = {
  /** The path without its language and without what only chooses a view. */
  path: `/${string}`;
  locale: Locale;
  title: string;
  description: string;
  /** Whether the title already says the site's name. */
  isWhole?: boolean;
  share?: Share;
};

/** A picture by what it is of: a club's id, or the token of a game's link. */
type Share = { subject: string | number; view: ShareView };

const OG_LOCALES = { es: 'es_ES', en: 'en_GB' } as const satisfies Record<Locale, string>;

/**
 * What search engines and shared links are told of a page that everybody may find. Every other page is kept out of
 * search engines by the layout. All addresses begin with `NEXTAUTH_URL`, which the layout names as their base.
 */
export function publicMetadata({ path, locale, title, isWhole = false, share, ...page }: Page): Metadata {
  const description = shortened(page.description);
  const languages = Object.fromEntries(routing.locales.map((one) => [one, inLocale(path, one)]));
  return {
    title: isWhole ? { absolute: title } : title,
    description,
    robots: { index: true, follow: true },
    alternates: { canonical: inLocale(path, locale), languages: { ...languages, 'x-default': path } },
    openGraph: sharedLink({ path, locale, title, description, ...(share && { share }) }),
  };
}

/** What is shown of a page where somebody shares its link. */
export function sharedLink({ path, locale, title, description, share }: Page): Metadata['openGraph'] {
  const { subject, view } = share ?? { subject: SITE, view: viewSiteShare(locale) };
  const picture = `/share/${subject}/${shareFile(view, locale)}`;
  return {
    type: 'website',
    siteName: 'Pista',
    url: inLocale(path, locale),
    title,
    description,
    locale: OG_LOCALES[locale],
    alternateLocale: routing.locales.filter((one) => one !== locale).map((one) => OG_LOCALES[one]),
    images: [{ url: picture, ...SHARE_SIZE, type: 'image/png', alt: `${view.title}. ${view.place}` }],
  };
}

/** Search engines show some 160 characters. */
const MOST_SHOWN = 200;

/** Whole words of a text's beginning. */
function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= MOST_SHOWN ? line : `${line.slice(0, MOST_SHOWN).replace(/\s\S*$/, '')}…`;
}
