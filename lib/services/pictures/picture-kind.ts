export type PictureKind = 'jpeg' | 'png' | 'webp' | 'heic';

const BRANDS_OF_HEIC = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];

/** What a file is by its first bytes, whatever its name says. Null for what is no picture that we know. */
export function kindOf(bytes: Uint8Array): PictureKind | null {
  const begin = latin(bytes.subarray(0, 16));
  if (begin.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (begin.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (begin.startsWith('RIFF') && begin.slice(8, 12) === 'WEBP') return 'webp';
  return begin.slice(4, 8) === 'ftyp' && BRANDS_OF_HEIC.includes(begin.slice(8, 12)) ? 'heic' : null;
}

/** Where a ZIP ends, which its readers look for from behind (PKWARE APPNOTE 4.3.16). */
const END_OF_ZIP = 'PK\x05\x06';
const MOST_AFTER_ZIP = 22 + 65_535;
/** Documents and programs whose readers do not mind what stands before. */
const HIDDEN = /%PDF-|<script|<\?php|<!doctype html/i;

/**
 * Whether the bytes of a picture are something else too, such as an archive or a page. What phones append, a second
 * picture or a short film, is neither.
 */
export function isSomethingElseToo(bytes: Uint8Array): boolean {
  return latin(bytes.subarray(-MOST_AFTER_ZIP)).includes(END_OF_ZIP) || HIDDEN.test(latin(bytes));
}

/** Each byte as one character. */
const latin = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
