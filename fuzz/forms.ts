import { fc } from '@/test/fast-check';
import { pictureOf } from '@/test/pictures';
import type { Schema } from './document';
import { hostileText } from './hostile';
import { fitting } from './values';

/** One part of a multipart form. The picture of a number is made when the form is sent. */
export type FormPart = { name: string; fileName?: string; type?: string } & (
  | { value: unknown }
  | { picture: number }
  | { bytes: Buffer }
);
export type Form = { parts: readonly FormPart[]; damage: Damage };

/** What is wrong with the form as a whole, besides what its parts say. */
const DAMAGES = {
  cut: ({ bytes, type }) => ({ bytes: bytes.subarray(0, Math.floor(bytes.length * 0.7)), type }),
  endless: ({ bytes, type }) => ({ bytes: bytes.subarray(0, bytes.length - 4), type }),
  empty: ({ type }) => ({ bytes: Buffer.alloc(0), type }),
  trailing: ({ bytes, type }) => ({ bytes: Buffer.concat([bytes, Buffer.from('<script>')]), type }),
  bareLines: ({ bytes, type }) => ({
    bytes: Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1'),
    type,
  }),
  otherBoundary: ({ bytes }) => ({ bytes, type: 'multipart/form-data; boundary=other' }),
  noBoundary: ({ bytes }) => ({ bytes, type: 'multipart/form-data' }),
  emptyBoundary: ({ bytes }) => ({ bytes, type: 'multipart/form-data; boundary=' }),
  hugeBoundary: ({ bytes }) => ({ bytes, type: `multipart/form-data; boundary=${'-'.repeat(4_000)}` }),
  mixed: ({ bytes, type }) => ({ bytes, type: type.replace('form-data', 'mixed') }),
} as const satisfies Record<string, (sent: SentForm) => SentForm>;
type Damage = keyof typeof DAMAGES | null;
type SentForm = { bytes: Buffer; type: string };

/** Names that other software has taken for a path, a header or an end. */
const FILE_NAMES = [
  'court.jpg',
  '../../../../etc/passwd',
  'C:\\fotos\\pista.jpg',
  '/files/x/480.webp',
  '%2e%2e%2fpista.jpg',
  'a\0b.jpg',
  '',
  '..',
  'pista.svg',
  'pista.jpg.php',
  'a"; name="alt_es',
  'a\r\nContent-Type: text/html\r\n\r\n<script>',
  'ñandú 🎾.jpg',
  'a'.repeat(9_000),
];
const TYPES = ['image/jpeg', 'image/svg+xml', 'text/html', '', 'multipart/mixed; boundary=x', '\xff'];

const FILES = [
  '',
  '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
  '<!doctype html><p>',
  'GIF89a',
  '%PDF-1.7',
  'PK\x05\x06',
  '\xff\xd8\xff',
  '\x89PNG\r\n\x1a\n',
  'RIFF\xff\xff\xff\xffWEBPVP8 ',
  '\0\0\0\x18ftypheic',
].map((text) => Buffer.from(text, 'latin1'));

/** Forms as the schema describes them, and others of which parts or the whole are wrong. */
export function formsOf(schema: Schema): fc.Arbitrary<Form> {
  const whole = wholeForm(schema);
  const names = Object.keys(schema.properties ?? {});
  const strayParts = fc.array(strayPart(names), { minLength: 1, maxLength: 3 });
  return fc.oneof(
    { weight: 4, arbitrary: whole },
    {
      weight: 3,
      arbitrary: fc.tuple(whole, strayParts, fc.boolean()).map(
        ([{ parts }, stray, instead]): Form => ({
          parts: [...(instead ? without(parts, stray) : parts), ...stray],
          damage: null,
        }),
      ),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(whole, fc.constantFrom(...damages))
        .map(([{ parts }, damage]): Form => ({ parts, damage })),
    },
  );
}

const isDamage = (name: string): name is keyof typeof DAMAGES => name in DAMAGES;
const damages = Object.keys(DAMAGES).filter(isDamage);

function wholeForm({ properties = {}, ...schema }: Schema): fc.Arbitrary<Form> {
  const texts = Object.entries(properties).filter(([, { format }]) => format !== 'binary');
  const files = Object.keys(properties).filter((name) => properties[name]?.format === 'binary');
  const required = schema.required?.filter((name) => !files.includes(name));
  const values = fitting({ ...schema, properties: Object.fromEntries(texts), required });
  return fc.tuple(values, ...files.map(filePart)).map(([fields, ...sent]) => ({
    parts: [...Object.entries(fields ?? {}).map(([name, value]): FormPart => ({ name, value })), ...sent],
    damage: null,
  }));
}

function filePart(name: string): fc.Arbitrary<FormPart> {
  const fileName = fc.constantFrom(...FILE_NAMES);
  const type = fc.constantFrom(...TYPES);
  const picture = fc.nat(1_000).map((nth) => ({ picture: nth }));
  const other = fc
    .oneof(
      fc.constantFrom(...FILES),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    )
    .map((bytes) => ({ bytes }));
  return fc
    .tuple(fileName, type, fc.oneof({ weight: 2, arbitrary: picture }, { weight: 1, arbitrary: other }))
    .map(([name_, kind, content]) => ({ name, fileName: name_, type: kind, ...content }));
}

/** A field that is there already or that nothing knows, as a text or a file, of which it should be the other. */
function strayPart(names: readonly string[]): fc.Arbitrary<FormPart> {
  const name = fc.constantFrom(...names, '__proto__', 'constructor', '_charset_', '');
  return fc.oneof(
    fc.tuple(name, hostileText).map(([at, value]) => ({ name: at, value })),
    name.chain(filePart),
  );
}

const without = (parts: readonly FormPart[], stray: readonly FormPart[]) =>
  parts.filter(({ name }) => stray.every((other) => other.name !== name));

/** The bytes of a form and its `Content-Type`, with what `known` gives for a value. */
export async function encodeForm(
  { parts, damage }: Form,
  known: (value: unknown) => unknown,
): Promise<SentForm> {
  const boundary = 'fuzz-7d9a';
  const chunks: Buffer[] = [];
  for (const part of parts) {
    const fileName = part.fileName === undefined ? '' : `; filename="${part.fileName}"`;
    const type = part.type === undefined ? '' : `Content-Type: ${part.type}\r\n`;
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${part.name}"${fileName}\r\n${type}\r\n`;
    chunks.push(Buffer.from(head), await contentOf(part, known), Buffer.from('\r\n'));
  }
  const bytes = Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]);
  const sent = { bytes, type: `multipart/form-data; boundary=${boundary}` };
  return damage === null ? sent : DAMAGES[damage](sent);
}

async function contentOf(part: FormPart, known: (value: unknown) => unknown): Promise<Buffer> {
  if ('picture' in part) return Buffer.from(await pictureOf(part.picture));
  return 'bytes' in part ? part.bytes : Buffer.from(String(known(part.value)));
}
