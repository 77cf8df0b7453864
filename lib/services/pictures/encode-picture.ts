import { BulkheadRejectedError, bulkhead } from 'cockatiel';
import sharp from 'sharp';
import { AppError } from '@/lib/core/errors';
import { isSomethingElseToo, kindOf } from './picture-kind';
import {
  MAX_PICTURE_BYTES,
  MAX_PIXELS,
  MAX_RATIO,
  MIN_SIDE,
  PICTURE_WIDTHS,
  type PictureWidth,
  UNFIT_PICTURE,
} from './picture-limits';

/** A picture as it is kept: upright, without what the camera wrote into it, in each width. */
export type Picture = {
  /** Of the largest file. */
  width: number;
  height: number;
  files: readonly { width: PictureWidth; bytes: Uint8Array }[];
};

// A server of two cores has other work, and no picture comes twice.
sharp.concurrency(1);
sharp.cache(false);
const places = bulkhead(2, 20);

/**
 * Reads a picture that somebody sent and writes it anew as WebP. One that is smaller than a width is not enlarged.
 * @throws AppError `invalid_input` with a reason of `UNFIT_PICTURE` at `file`, `payload_too_large`, and
 *   `service_unavailable` while too many wait
 */
export async function encodePicture(bytes: Uint8Array): Promise<Picture> {
  if (bytes.byteLength > MAX_PICTURE_BYTES)
    throw new AppError(
      'payload_too_large',
      `A picture may have at most ${MAX_PICTURE_BYTES / 1024 / 1024} MB.`,
    );
  const kind = kindOf(bytes);
  if (kind === null || kind === 'heic') throw unfit(kind === null ? 'kind' : 'heic');
  if (isSomethingElseToo(bytes)) throw unfit('mixed');
  try {
    return await places.execute(async () => {
      await assertFit(bytes, kind);
      return encode(bytes);
    });
  } catch (error) {
    if (error instanceof BulkheadRejectedError)
      throw new AppError('service_unavailable', 'Too many pictures wait. Try again in 10 s.', {
        cause: error,
        retryAfterSeconds: 10,
      });
    throw error;
  }
}

async function assertFit(bytes: Uint8Array, kind: string): Promise<void> {
  const { format, autoOrient } = await orBroken(reading(bytes).metadata());
  const { width, height } = autoOrient;
  if (format !== kind) throw unfit('kind');
  if (width * height > MAX_PIXELS) throw unfit('large');
  if (Math.max(width, height) > MAX_RATIO * Math.min(width, height)) throw unfit('narrow');
  if (Math.min(width, height) < MIN_SIDE) throw unfit('small');
}

async function encode(bytes: Uint8Array): Promise<Picture> {
  const [largest] = PICTURE_WIDTHS.toReversed();
  // Decoded once, since that takes longest. Metadata is not asked for, so that none is kept.
  const { data, info } = await orBroken(
    reading(bytes)
      .autoOrient()
      .resize({ width: largest ?? 0, withoutEnlargement: true })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true }),
  );
  const { width, height, channels } = info;
  const files: Picture['files'][number][] = [];
  for (const wanted of PICTURE_WIDTHS) {
    const scaled = sharp(data, { raw: { width, height, channels } }).resize({
      width: wanted,
      withoutEnlargement: true,
    });
    files.push({ width: wanted, bytes: new Uint8Array(await scaled.webp({ quality: 78 }).toBuffer()) });
  }
  return { width, height, files };
}

/** Damage ends the reading, and so do 20 seconds. */
const reading = (bytes: Uint8Array) =>
  sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', sequentialRead: true }).timeout({
    seconds: 20,
  });

/** What the decoder refuses is damaged, because its kind and size were judged before. */
async function orBroken<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    const isLarge = cause instanceof Error && cause.message.includes('pixel limit');
    throw unfit(isLarge ? 'large' : 'broken', cause);
  }
}

const unfit = (why: keyof typeof UNFIT_PICTURE, cause?: unknown) =>
  new AppError('invalid_input', `The file ${UNFIT_PICTURE[why]}.`, {
    fields: { file: [UNFIT_PICTURE[why]] },
    cause,
  });
