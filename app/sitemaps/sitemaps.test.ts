import { readFile } from 'node:fs/promises';
import { NextRequest } from 'next/server';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import manifest from '@/app/manifest';
import { GET as getRobots } from '@/app/robots.txt/route';
import { GET as getIndex } from '@/app/sitemap.xml/route';
import { IDS_A_FILE, sitemapIndex, sitemapOf } from '@/components/sitemap/sitemap';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import { makeClub, makeCourt } from '@/test/factories';
import { GET as getPart } from './[part]/route';

const BASE = 'http://localhost:3000';
const request = (path: string) => new NextRequest(`${BASE}${path}`);
const none = { params: Promise.resolve({}) };
const part = (name: string) =>
  getPart(request(`/sitemaps/${name}`), { params: Promise.resolve({ part: name }) });
const addressesIn = (xml: string) => [...xml.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address]) => address);

describe('the sitemap', () => {
  test('names a file for the other pages and one for every two thousand ids of clubs', async () => {
    const { id } = await makeClub();
    const answer = await getIndex(request('/sitemap.xml'), none);
    expect(answer.headers.get('content-type')).toBe('application/xml; charset=utf-8');
    const files = addressesIn(await answer.text());
    expect(files.slice(0, 2)).toEqual([`${BASE}/sitemaps/pages.xml`, `${BASE}/sitemaps/0.xml`]);
    expect(files).toHaveLength(Math.floor(id / IDS_A_FILE) + 2);
    expect(addressesIn(sitemapIndex(IDS_A_FILE))).toHaveLength(3);
  });

  test('has listed clubs alone, each in both languages with the address of the other', async () => {
    const shown = await makeClub({ publishedAt: new Date() });
    const hidden = await makeClub({ publishedAt: null, externalId: null });
    const gone = await makeClub({ publishedAt: new Date(), deletedAt: new Date() });
    const xml = await (await part(`${Math.floor(shown.id / IDS_A_FILE)}.xml`)).text();
    expect(addressesIn(xml)).toEqual(
      expect.arrayContaining([`${BASE}/es/clubs/${shown.slug}`, `${BASE}/en/clubs/${shown.slug}`]),
    );
    for (const { slug } of [hidden, gone]) expect(xml).not.toContain(`/${slug}<`);
    expect(xml).toContain(`hreflang="en" href="${BASE}/en/clubs/${shown.slug}"`);
    expect(xml).toContain(`hreflang="x-default" href="${BASE}/clubs/${shown.slug}"`);
  });

  test('has home, the documents and each city with courts', async () => {
    const { id } = await makeClub({ city: 'Rivas & Vacía', publishedAt: new Date() });
    await makeCourt({ clubId: id });
    dropCatalogue();
    const addresses = addressesIn(await (await part('pages.xml')).text());
    expect(addresses).toEqual(
      expect.arrayContaining([
        `${BASE}/es`,
        `${BASE}/en/terms`,
        `${BASE}/es/courts?city=Rivas+%26+Vac%C3%ADa`,
      ]),
    );
  });

  test('stays far below what a file may hold, with the longest slugs', () => {
    const path = `/clubs/${'a'.repeat(120)}` as const;
    const xml = sitemapOf(Array.from({ length: IDS_A_FILE }, () => ({ path, changedAt: new Date() })));
    expect(xml.length).toBeLessThan(10_000_000);
    expect(addressesIn(xml).length).toBeLessThan(50_000);
  });

  test.each(['999999.xml', '-1.xml', '01.xml', '0', 'x.xml', '0.xml.gz'])('has no file %s', async (name) => {
    expect((await part(name)).status).toBe(404);
  });
});

test('robots.txt leads to the sitemap', async () => {
  const text = await (await getRobots(request('/robots.txt'), none)).text();
  expect(text).toBe(`User-agent: *\nDisallow: /api/\nSitemap: ${BASE}/sitemap.xml\n`);
});

test('the manifest has icons of the sizes that it names, one of them for any mask', async () => {
  const { icons = [] } = manifest();
  const pictures = icons.filter(({ type }) => type === 'image/png');
  for (const { src, sizes } of pictures) {
    const { width, height } = await sharp(await readFile(`public${src}`)).metadata();
    expect(`${width}x${height}`).toBe(sizes);
  }
  expect(pictures.map(({ sizes, purpose }) => [sizes, purpose])).toEqual([
    ['192x192', undefined],
    ['512x512', undefined],
    ['512x512', 'maskable'],
  ]);
  const { channels, width } = await sharp('app/apple-icon.png').metadata();
  expect([channels, width]).toEqual([3, 180]);
});
