import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Reply, type Request, type Running, serve } from '../serve';
import { type Club, clubSchema, FIRST_CLUBS } from './club';

export type DirectoryOptions = {
  port: number;
  /** Clock of `updated_at`, in epoch milliseconds. */
  now?: () => number;
  clubs?: readonly Club[];
};

const pageSchema = z.object({
  page: z.coerce.number().int().min(1).default(1),
  per_page: z.coerce.number().int().min(1).max(100).default(20),
});

/** An answer that replaces the list, whatever its shape. */
const hostileSchema = z.strictObject({
  status: z.number().int().default(200),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string(),
});

/**
 * Plays the outside directory: `GET /clubs?page=&per_page=` answers `{clubs, page, pages, count, next}` with an ETag,
 * `GET /clubs/{id}` one club. `PUT`, `PATCH` and `DELETE` of `/_control/clubs` change it, and `PUT /_control/hostile`
 * replaces the answer until its `DELETE`.
 */
export async function startDirectory(options: DirectoryOptions): Promise<Running> {
  const { port, now = Date.now } = options;
  const clubs = new Map((options.clubs ?? FIRST_CLUBS).map((club) => [club.id, club]));
  let hostile: Reply | undefined;

  function control(request: Request): Reply | undefined {
    if (request.path === '/_control/hostile') {
      hostile = request.method === 'DELETE' ? undefined : hostileSchema.parse(JSON.parse(request.body));
      return { body: { hostile: hostile !== undefined } };
    }
    if (request.path === '/_control/clubs' && request.method === 'DELETE') {
      clubs.clear();
      return { body: { count: 0 } };
    }
    const id = /^\/_control\/clubs\/([^/]+)$/.exec(request.path)?.[1];
    return id === undefined ? undefined : change(request, decodeURIComponent(id));
  }

  function change(request: Request, id: string): Reply {
    if (request.method === 'DELETE') return { body: { removed: clubs.delete(id) } };
    const known = clubs.get(id);
    if (request.method === 'PATCH' && !known) return NOT_FOUND;
    const updated_at = new Date(now()).toISOString();
    const base = request.method === 'PATCH' ? known : { active: true, phone: null, courts: [] };
    const club = clubSchema.safeParse({ ...base, updated_at, ...JSON.parse(request.body), id });
    if (!club.success) return { status: 400, body: { error: z.prettifyError(club.error) } };
    clubs.set(id, club.data);
    return { body: club.data };
  }

  return serve((request) => {
    const controlled = control(request);
    if (controlled) return controlled;
    if (hostile) return hostile;
    if (request.method !== 'GET') return { status: 405, body: { error: 'method not allowed' } };
    if (request.path === '/clubs') return listPage(request, [...clubs.values()]);
    const id = /^\/clubs\/([^/]+)$/.exec(request.path)?.[1];
    const club = id === undefined ? undefined : clubs.get(decodeURIComponent(id));
    return club ? tagged(request, club) : NOT_FOUND;
  }, port);
}

const NOT_FOUND: Reply = { status: 404, body: { error: 'not found' } };

function listPage(request: Request, clubs: Club[]): Reply {
  const asked = pageSchema.safeParse(Object.fromEntries(request.query));
  if (!asked.success) return { status: 400, body: { error: z.prettifyError(asked.error) } };
  const { page, per_page } = asked.data;
  const pages = Math.max(1, Math.ceil(clubs.length / per_page));
  return tagged(request, {
    clubs: clubs.slice((page - 1) * per_page, page * per_page),
    page,
    pages,
    count: clubs.length,
    next: page < pages ? `/clubs?page=${page + 1}&per_page=${per_page}` : null,
  });
}

/** 304 to a client that has it already (RFC 9110, section 13.1.2). */
function tagged(request: Request, body: Record<string, unknown>): Reply {
  const etag = `"${createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 27)}"`;
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known?.includes(etag) ? { status: 304, headers: { etag } } : { headers: { etag }, body };
}
