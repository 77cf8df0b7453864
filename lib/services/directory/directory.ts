import { z } from 'zod';
import { COURT_FORMATS, SPORTS, SURFACES } from '@/db/schema';
import { env } from '@/lib/core/env';
import { AppError } from '@/lib/core/errors';
import { keptName } from '@/lib/core/input/kept-text';
import { readPhone } from '@/lib/core/input/phone-number';
import { countryCode, currencyCode, timeZoneName } from '@/lib/core/input/place-codes';
import { call } from '@/lib/services/call/call';
import { ProviderOutage } from '@/lib/services/call/provider-errors';
import { readReply } from '@/lib/services/call/read-reply';

const MAX_BYTES = 2 * 1024 * 1024;
const MAX_PAGES = 500;

/** The directory's own key, compared and never shown. */
const key = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}]*$/u);

const courtSchema = z.object({
  id: key,
  name: keptName(80),
  sport: z.enum(SPORTS),
  indoor: z.boolean(),
  surface: z.enum(SURFACES),
  format: z.enum(COURT_FORMATS),
});

/** One club as the directory publishes it. Its other fields, and a phone that cannot be dialled, are ignored. */
const clubSchema = z
  .object({
    id: key,
    name: keptName(80),
    city: keptName(80),
    country: countryCode,
    address: keptName(200),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    time_zone: timeZoneName,
    currency: currencyCode,
    phone: keptName(40).nullable(),
    courts: z.array(courtSchema).max(100),
    active: z.boolean(),
  })
  .transform((club) => ({ ...club, phone: club.phone && readPhone(club.phone, club.country) }));

const pageSchema = z.object({
  clubs: z.array(z.unknown()).max(1_000),
  page: z.int(),
  pages: z.int().min(0).max(MAX_PAGES),
});

export type DirectoryClub = z.output<typeof clubSchema>;

export type Directory =
  | { changed: false }
  | {
      changed: true;
      clubs: DirectoryClub[];
      /** How many entries could not be understood. */
      errors: number;
      /** For the next read, so that an unchanged directory is not read again. */
      etag: string | null;
    };

/**
 * Reads the whole directory, page by page; an entry of another shape is counted and skipped. `etag` is the first
 * page's of the last full read, and counts only for a directory of one page.
 * @throws AppError `service_unavailable` when it cannot be reached or a page is unreadable, `not_found` when none is
 *   configured
 */
export async function readDirectory(etag: string | null): Promise<Directory> {
  const first = await readPage(1, etag);
  if (first === null) return { changed: false };
  const { entries, pages } = first;
  for (let page = 2; page <= pages; page += 1) {
    const next = await readPage(page, null);
    if (next) entries.push(...next.entries);
  }
  const parsed = entries.map((entry) => clubSchema.safeParse(entry));
  return {
    changed: true,
    clubs: parsed.flatMap(({ data }) => data ?? []),
    errors: parsed.filter(({ success }) => !success).length,
    etag: pages === 1 ? first.etag : null,
  };
}

/** One page, or null when it is the one that is known. */
async function readPage(page: number, etag: string | null) {
  const base = env().CLUB_DIRECTORY_URL;
  if (base === undefined) throw new AppError('not_found', 'No club directory is configured.');
  const url = new URL(`${base.replace(/\/$/, '')}/clubs`);
  url.searchParams.set('page', String(page));
  url.searchParams.set('per_page', '100');
  const reply = await call('directory', 'list', (signal) => fetchPage(url, etag, signal), {
    retryRead: true,
  });
  if (reply === null) return null;
  const { clubs, pages } = readReply('directory', pageSchema, parseJson(reply.body));
  return { entries: clubs, pages, etag: reply.etag };
}

async function fetchPage(url: URL, etag: string | null, signal: AbortSignal) {
  const response = await reach(url, etag, signal);
  if (response.status === 304) return null;
  if (!response.ok) {
    await response.body?.cancel();
    throw new ProviderOutage(`The club directory answered ${response.status}.`);
  }
  return { body: await readBounded(response), etag: response.headers.get('etag') };
}

/** Redirects are refused, because our configuration names the directory's address. */
async function reach(url: URL, etag: string | null, signal: AbortSignal): Promise<Response> {
  try {
    const headers = { accept: 'application/json', ...(etag !== null && { 'if-none-match': etag }) };
    return await fetch(url, { headers, signal, redirect: 'manual', cache: 'no-store' });
  } catch (cause) {
    throw new ProviderOutage('The club directory could not be reached.', { cause });
  }
}

/** The longest page that is read. */
async function readBounded(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
    size += next.value.byteLength;
    if (size > MAX_BYTES) {
      await reader?.cancel();
      throw new ProviderOutage('The club directory sent a page without end.');
    }
    chunks.push(next.value);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Undefined for what is not JSON, which no schema accepts. */
function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
