import { routing } from '@/lib/core/i18n/routing';
import { siteUrl } from '@/lib/core/i18n/site-url';
import { env } from '@/lib/core/env';

/** A page of the sitemap, by its path without a language. */
export type MappedPage = { path: `/${string}`; changedAt?: Date };

/** So many ids of clubs a file: with both languages far below 50,000 addresses and 50 MB (sitemaps.org/protocol). */
export const IDS_A_FILE = 2_000;

/** Names every file of the sitemap: that of the other pages, then those of clubs by their ids. */
export function sitemapIndex(highestId: number): string {
  const files = ['pages', ...Array.from({ length: Math.ceil((highestId + 1) / IDS_A_FILE) }, (_, at) => at)];
  const listed = files.map(
    (file) => `<sitemap><loc>${new URL(`/sitemaps/${file}.xml`, env().NEXTAUTH_URL)}</loc></sitemap>`,
  );
  return `${HEAD}<sitemapindex ${NAMESPACE}>${listed.join('')}</sitemapindex>`;
}

/** Each page in each language, with the addresses of its others. */
export function sitemapOf(pages: readonly MappedPage[]): string {
  const listed = pages.flatMap((page) => routing.locales.map((locale) => entry(page, locale)));
  return `${HEAD}<urlset ${NAMESPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">${listed.join('')}</urlset>`;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';
const NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

function entry({ path, changedAt }: MappedPage, locale: (typeof routing.locales)[number]): string {
  const others = routing.locales.map((one) => alternate(one, siteUrl(path, one).href));
  const any = alternate('x-default', new URL(path, env().NEXTAUTH_URL).href);
  const changed = changedAt ? `<lastmod>${changedAt.toISOString()}</lastmod>` : '';
  return `<url><loc>${escaped(siteUrl(path, locale).href)}</loc>${changed}${others.join('')}${any}</url>`;
}

const alternate = (language: string, href: string) =>
  `<xhtml:link rel="alternate" hreflang="${language}" href="${escaped(href)}"/>`;

const escaped = (address: string) =>
  address.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
