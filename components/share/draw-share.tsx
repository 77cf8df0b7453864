import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ImageResponse } from 'next/og';
import { getPhotoFile } from '@/lib/clubs/photos/get-photo-file';
import { cropPicture } from '@/lib/services/pictures/crop-picture';
import { GamePicture } from './game-picture';
import { FRAME, SHARE_SIZE, SharePicture } from './share-picture';
import type { ShareView } from './share-view';

/** Of some 40 KB each. */
const MOST_KEPT = 200;

/** By what they show, oldest first. Those who ask at the same time wait for one drawing. */
const drawn = new Map<string, Promise<ArrayBuffer>>();

/** A share picture as PNG. A letter that the font lacks is left out. */
export function drawShare(view: ShareView): Promise<ArrayBuffer> {
  const key = JSON.stringify(view);
  const known = drawn.get(key);
  if (known) return known;
  const drawing = draw(view);
  drawn.set(key, drawing);
  drawing.catch(() => drawn.delete(key));
  const [oldest] = drawn.keys();
  if (drawn.size > MOST_KEPT && oldest !== undefined) drawn.delete(oldest);
  return drawing;
}

async function draw(view: ShareView): Promise<ArrayBuffer> {
  const said = { title: drawable(view.title), place: drawable(view.place), facts: drawable(view.facts) };
  return new ImageResponse(await pictureOf(view, said), {
    ...SHARE_SIZE,
    fonts: await fonts(),
  }).arrayBuffer();
}

async function pictureOf(view: ShareView, said: Pick<ShareView, 'title' | 'place' | 'facts'>) {
  switch (view.kind) {
    case 'courts':
      return <SharePicture {...view} {...said} photo={view.photo && (await photoOf(view.photo))} />;
    case 'game': {
      const seats = view.seats.map((initials) => initials && drawable(initials));
      const shown = { ...said, invitation: drawable(view.invitation), seats };
      return <GamePicture {...shown} court={await eveningCourt()} />;
    }
  }
}

/** While the files are away there is no picture, since one without the photo would be kept for good. */
async function photoOf(id: string): Promise<string> {
  const jpeg = await cropPicture(await getPhotoFile(id, 960), FRAME);
  return `data:image/jpeg;base64,${jpeg.toString('base64')}`;
}

let court: Promise<string> | undefined;
const eveningCourt = () => {
  court ??= readFile(path.join(process.cwd(), 'app', 'evening-court.svg'), 'base64');
  return court;
};

/**
 * `next/og` would ask a server for the picture of an emoji and for the font of a letter that is not in ours. So only
 * what the Latin parts of Inter have is drawn.
 */
const drawable = (text: string) =>
  text
    .normalize('NFC')
    .replace(/[^ -~\u00a0-\u017f\u0218-\u021b\u2013\u2014\u2018-\u201d\u2026]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 120);

const WEIGHTS = [400, 600] as const;
const SCRIPTS = ['latin', 'latin-ext'] as const;

let loaded: ReturnType<typeof loadFonts> | undefined;
const fonts = () => {
  loaded ??= loadFonts();
  return loaded;
};

/** Static files, since Satori reads neither a variable font nor WOFF2. */
const loadFonts = () =>
  Promise.all(
    WEIGHTS.flatMap((weight) =>
      SCRIPTS.map(async (script) => ({
        name: 'Inter',
        weight,
        data: await readFile(path.join(FONTS, `inter-${script}-${weight}-normal.woff`)),
      })),
    ),
  );

const FONTS = path.join(process.cwd(), 'node_modules', '@fontsource', 'inter', 'files');
