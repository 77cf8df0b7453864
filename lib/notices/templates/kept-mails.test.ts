import { readdir } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import sharp from 'sharp';
import { NOTICE_KINDS } from '@/db/schema';
import { picturePartsOf } from '@/lib/notices/pictures/mail-pictures';
import { sampleNotices } from '@/test/sample-notices';
import { renderNotice } from './render-notice';

/** What a whole mail may weigh. Gmail cuts a text off at 102 KB. */
const MOST_BYTES = 60_000;

describe.each(['es', 'en'] as const)('the mails in %s', (locale) => {
  test('are one of each kind', () => {
    expect(
      sampleNotices(locale)
        .map(({ kind }) => kind)
        .toSorted(),
    ).toEqual(NOTICE_KINDS.toSorted());
  });

  // `npx vitest run -u` writes them anew, and `npm run mails` their screenshots.
  test.each(sampleNotices(locale).map((about) => [about.kind, about] as const))(
    'look as docs/mails keeps them: %s',
    async (kind, about) => {
      const { html } = await renderNotice(about, locale);
      await expect(html.replaceAll('><', '>\n<')).toMatchFileSnapshot(
        `../../../docs/mails/${kind}.${locale}.html`,
      );
    },
  );

  test('have a screenshot of each kind', async () => {
    const kept = await readdir('docs/mails');
    const wanted = sampleNotices(locale).map(({ kind }) => `${kind}.${locale}.png`);
    expect(wanted.filter((file) => !kept.includes(file))).toEqual([]);
  });

  test.each(sampleNotices(locale).map((about) => [about.kind, about] as const))(
    'weigh little with their pictures, and bring exactly those that they show: %s',
    async (_kind, about) => {
      const { html } = await renderNotice(about, locale);
      const parts = await picturePartsOf(about);
      const shown = [...html.matchAll(/src="cid:([^"]+)"/g)].map(([, id]) => id);
      expect(parts.map(({ contentId }) => contentId)).toEqual(shown);
      expect(html).not.toMatch(/<img[^>]*src="(?!cid:)/);
      const bytes = parts.reduce((sum, { content }) => sum + content.length, html.length);
      expect(bytes).toBeLessThan(MOST_BYTES);
    },
  );
});

test('the pictures of a confirmation are the lit court and a code that scanners read on white', async () => {
  const [about] = sampleNotices('es');
  const [court, code] = about ? await picturePartsOf(about) : [];
  const { width, height, format } = await sharp(court?.content).metadata();
  expect({ width, height, format }).toEqual({ width: 1032, height: 360, format: 'png' });
  const { data, info } = await sharp(code?.content).greyscale().raw().toBuffer({ resolveWithObject: true });
  expect([data[0], info.width === info.height]).toEqual([255, true]);
  const again = about ? await picturePartsOf(about) : [];
  // A second try under the same key at Resend must be the same mail.
  expect(again).toEqual([court, code]);
});
