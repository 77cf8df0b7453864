import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import sharp from 'sharp';
import { LOCALES } from '@/db/schema';
import type { Content } from '@/lib/notices/notice-facts';
import { picturePartsOf } from '@/lib/notices/pictures/mail-pictures';
import { sampleNotices } from '@/test/sample-notices';
import { findChromium } from './chromium';
import { say } from './step';

const FOLDER = 'docs/mails';
const WIDTH = 390;

/**
 * `npm run mails`: a screenshot of each mail that `docs/mails` keeps as HTML, as a telephone shows it. The confirmation
 * is also taken in the dark.
 */
async function main(): Promise<void> {
  const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
  try {
    for (const locale of LOCALES) {
      for (const about of sampleNotices(locale)) {
        const name = `${about.kind}.${locale}`;
        const html = await withPictures(await readFile(path.join(FOLDER, `${name}.html`), 'utf8'), about);
        await take(browser, html, 'light', `${name}.png`);
        if (about.kind === 'reservation_confirmation') await take(browser, html, 'dark', `${name}.dark.png`);
      }
    }
  } finally {
    await browser.close();
  }
  say(`The screenshots are in ${FOLDER}.`);
}

/** A browser has no parts of a mail, so they stand in its HTML. */
async function withPictures(html: string, about: Content): Promise<string> {
  const parts = await picturePartsOf(about);
  return parts.reduce(
    (shown, { contentId, contentType, content }) =>
      shown.replaceAll(
        `"cid:${contentId}"`,
        `"data:${contentType};base64,${Buffer.from(content).toString('base64')}"`,
      ),
    html,
  );
}

async function take(browser: Browser, html: string, colorScheme: 'light' | 'dark', file: string) {
  const page = await browser.newPage({ colorScheme, viewport: { width: WIDTH, height: 600 } });
  await page.setContent(html);
  const picture = await page.screenshot({ fullPage: true });
  await writeFile(
    path.join(FOLDER, file),
    await sharp(picture).png({ palette: true, colours: 64, compressionLevel: 9 }).toBuffer(),
  );
  await page.close();
}

await main();
