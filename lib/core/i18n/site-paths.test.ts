import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sitePaths } from './site-paths';

/** Every page of `app`, or what leads to one, spelled as its folder is: `/clubs/[slug]`. */
const pages = readdirSync('app/[locale]', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\/(?:page\.tsx|route\.ts)$/.test(file))
  .map((file) => `/${file.replaceAll(/\([^)]*\)\/|\/(?:page\.tsx|route\.ts)$/g, '')}`);

test.each(Object.entries(sitePaths))('%s is a page', (_name, path) => {
  const spelled =
    typeof path === 'string'
      ? path
      : path('[id]')
          .replace('/clubs/[id]', '/clubs/[slug]')
          .replace('/admin/[id]', '/admin/[club]')
          .replace('/checkout/[id]', '/checkout/[reservationId]')
          .replace(/^\/(invitations|game|pay|mail-choices|my-booking)\/\[id\]$/, '/$1/[token]');
  expect(pages).toContain(spelled.replace(/#.*/, ''));
});
