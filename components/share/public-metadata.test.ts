import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { publicMetadata } from './public-metadata';

const page = { path: '/clubs/norte', locale: 'en', title: 'Norte', description: 'Courts.' } as const;

describe('what a public page tells of itself', () => {
  it('is its own address in its language, in the other, and without one for whoever has neither', () => {
    expect(publicMetadata(page).alternates).toEqual({
      canonical: '/en/clubs/norte',
      languages: { es: '/es/clubs/norte', en: '/en/clubs/norte', 'x-default': '/clubs/norte' },
    });
    expect(publicMetadata({ ...page, path: '/' }).alternates?.canonical).toBe('/en');
  });

  it('names the picture with its size, language and words', () => {
    const { openGraph } = publicMetadata(page);
    expect(openGraph).toMatchObject({
      locale: 'en_GB',
      alternateLocale: ['es_ES'],
      url: '/en/clubs/norte',
      images: [
        {
          url: expect.stringMatching(/^\/share\/site\/en-[0-9a-f]{12}\.png$/),
          width: 1200,
          height: 630,
          alt: expect.stringMatching(/\S/),
        },
      ],
    });
  });

  it('is shortened at a word', () => {
    const { description } = publicMetadata({ ...page, description: `Una pista\n${'muy larga '.repeat(30)}` });
    expect(description).toMatch(/^Una pista( muy larga)+( muy)?…$/);
    expect(description?.length).toBeLessThanOrEqual(201);
  });
});

describe('search engines', () => {
  it('may show exactly these pages', () => {
    const pages = readdirSync('app/[locale]', { recursive: true, encoding: 'utf8' }).filter(
      (file) => path.basename(file) === 'page.tsx',
    );
    const shown = pages.filter((file) =>
      readFileSync(`app/[locale]/${file}`, 'utf8').includes('publicMetadata('),
    );
    expect(shown.map((file) => path.dirname(file)).toSorted()).toEqual([
      '(auth)/sign-in',
      '(auth)/sign-up',
      '(player)',
      '(player)/[document]',
      '(player)/clubs/[slug]',
      '(player)/courts',
      '(player)/for-clubs',
    ]);
    expect(readFileSync('app/[locale]/layout.tsx', 'utf8')).toContain('robots: { index: false }');
  });
});
