import { deflateRawSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { makePicture } from '@/test/pictures';
import { encodePicture } from './encode-picture';
import { UNFIT_PICTURE } from './picture-limits';

const joined = (...parts: (Uint8Array | string)[]): Uint8Array =>
  new Uint8Array(
    Buffer.concat(
      parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
    ),
  );

const refusalOf = async (bytes: Uint8Array) =>
  encodePicture(bytes).then(
    () => 'taken',
    (error) => error.fields?.file?.[0] ?? error.code,
  );

describe('a picture', () => {
  test.each(['jpeg', 'png', 'webp'] as const)('of kind %s becomes WebP in three widths', async (kind) => {
    const { width, height, files } = await encodePicture(
      await makePicture({ width: 2000, height: 1500, kind }),
    );
    expect({ width, height }).toEqual({ width: 1600, height: 1200 });
    const written = await Promise.all(files.map(({ bytes }) => sharp(bytes).metadata()));
    expect(written).toMatchObject([
      { format: 'webp', width: 480, height: 360 },
      { format: 'webp', width: 960, height: 720 },
      { format: 'webp', width: 1600, height: 1200 },
    ]);
  });

  test('that is smaller than a width is not enlarged', async () => {
    const { width, height, files } = await encodePicture(await makePicture({ width: 700, height: 500 }));
    expect({ width, height }).toEqual({ width: 700, height: 500 });
    const widths = await Promise.all(files.map(async ({ bytes }) => (await sharp(bytes).metadata()).width));
    expect(widths).toEqual([480, 700, 700]);
  });

  test('is turned upright and loses what the camera wrote, its place too', async () => {
    const taken = await sharp(await makePicture({ width: 1200, height: 800 }))
      .withExif({
        IFD0: { Make: 'Secret Camera' },
        IFD3: { GPSLatitude: '40/1 26/1 0/1', GPSLatitudeRef: 'N' },
      })
      .withMetadata({ orientation: 6 })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>Calle Secreta</a></x:xmpmeta>')
      .jpeg()
      .toBuffer();
    const { width, height, files } = await encodePicture(new Uint8Array(taken));
    expect({ width, height }).toEqual({ width: 800, height: 1200 });
    for (const { bytes } of files) {
      const { exif, xmp, iptc, orientation } = await sharp(bytes).metadata();
      expect({ exif, xmp, iptc, orientation }).toEqual({});
      expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/Secret/);
    }
  });

  test('keeps a second picture behind it away, as telephones append one', async () => {
    const appended = joined(await makePicture(), await makePicture());
    const { files } = await encodePicture(appended);
    expect(files).toHaveLength(3);
  });
});

describe('is refused', () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"><script>alert(1)</script></svg>';
  const heic = joined('\0\0\0\x18ftypheic\0\0\0\0mif1heic', new Uint8Array(100));

  test.each<[string, () => Promise<Uint8Array> | Uint8Array, string]>([
    ['an SVG', () => joined(svg), UNFIT_PICTURE.kind],
    ['a GIF', () => joined('GIF89a', new Uint8Array(100)), UNFIT_PICTURE.kind],
    ['nothing', () => new Uint8Array(), UNFIT_PICTURE.kind],
    [
      'a page that calls itself a picture',
      () => joined('<!doctype html><p>', new Uint8Array(20)),
      UNFIT_PICTURE.kind,
    ],
    ['a HEIC picture', () => heic, UNFIT_PICTURE.heic],
    [
      'a picture with a page in it',
      async () => joined(await makePicture(), '<script>alert(1)</script>'),
      UNFIT_PICTURE.mixed,
    ],
    [
      'a picture with a document in it',
      async () => joined(await makePicture(), '%PDF-1.7'),
      UNFIT_PICTURE.mixed,
    ],
    [
      'a picture with an archive behind it',
      async () => joined(await makePicture(), aZip()),
      UNFIT_PICTURE.mixed,
    ],
    [
      'a cut picture',
      async () => (await makePicture({ kind: 'png', width: 1600, height: 1600 })).slice(0, 900),
      UNFIT_PICTURE.broken,
    ],
    [
      'the first bytes of a picture alone',
      () => joined('\x89PNG\r\n\x1a\n', new Uint8Array(50)),
      UNFIT_PICTURE.broken,
    ],
    [
      'one line of 30,000 pixels',
      () => makePicture({ width: 1, height: 30_000, kind: 'png' }),
      UNFIT_PICTURE.narrow,
    ],
    ['a stamp', () => makePicture({ width: 300, height: 300 }), UNFIT_PICTURE.small],
    ['a bomb of 400 million pixels in a few bytes', () => pngBomb(20_000, 20_000), UNFIT_PICTURE.large],
    ['a file of more than 10 MB', () => new Uint8Array(10 * 1024 * 1024 + 1), 'payload_too_large'],
  ])('%s', async (_what, make, reason) => {
    expect(await refusalOf(await make())).toBe(reason);
  });

  test('a bomb costs no memory to speak of', async () => {
    const bomb = pngBomb(30_000, 30_000);
    expect(bomb.byteLength).toBeLessThan(200_000);
    const before = process.memoryUsage().rss;
    expect(await refusalOf(bomb)).toBe(UNFIT_PICTURE.large);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });
});

/** An empty archive. */
const aZip = () => joined('PK\x05\x06', new Uint8Array(18));

/** A PNG that says it is that large. Its pixels are not all there, because its head is enough. */
function pngBomb(width: number, height: number): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0, 0, 0, 0], 8);
  const pixels = Buffer.concat([Buffer.from([0x78, 0x9c]), deflateRawSync(Buffer.alloc(100_000))]);
  return joined(
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  );
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(4);
  frame.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([frame, body, check]);
}

/** The checksum of PNG (w3.org/TR/png-3, annex D). */
function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
