import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Agent } from 'undici';
import { z } from 'zod';
import type { Case, Role, Segment } from './cases';
import type { Crowd, Sender } from './crowd';
import type { Operation } from './document';
import { encodeForm } from './forms';
import { percent } from './hostile';
import { isOfStaff, type Knowledge, Known } from './known';

/** Nothing of ours takes nearly as long, on a machine that does much else besides. */
export const HANGS_MS = 30_000;

export type Answer = {
  /** What was sent, for whoever wants to send it again. */
  request: string;
  status: number;
  headers: Record<string, string>;
  text: string;
  ms: number;
};

type World = {
  origin: string;
  crowd: Crowd;
  knowledge: Knowledge;
  /** Called with the intent of each new hold. */
  onHeld?: (intentId: string) => Promise<void>;
};

export type Send = (operation: Operation, one: Case) => Promise<Answer>;

/**
 * Sends cases to an app, with the ids that it told of in earlier answers. What cannot be told from an answer, such as a
 * connection that is dropped, throws.
 */
export function startSending({ origin, crowd, knowledge, onHeld }: World): {
  send: Send;
  close: () => Promise<void>;
} {
  const agent = new Agent({ connections: 16, headersTimeout: HANGS_MS, bodyTimeout: HANGS_MS });
  const send: Send = async (operation, one) => {
    const { path, holder } = addressOf(operation, one, knowledge);
    const sender = crowd.next(roleFor(operation, one, holder), holder);
    const sent = await bodyOf(one, (value) => resolve(value, knowledge, sender));
    const body = sent?.bytes ?? null;
    const headers = {
      ...(sent && { 'content-type': sent.type }),
      ...(sender && { authorization: `Token ${sender.key}` }),
      ...Object.fromEntries(one.headers),
    };
    const request = tellRequest(one, path, body);
    const startedMs = performance.now();
    const response = await agent
      .request({ origin, path, method: methodOf(one), headers, body })
      .catch((cause: unknown) => {
        throw new Error(`no answer to ${request}`, { cause });
      });
    const text = unpacked(await response.body.bytes(), String(response.headers['content-encoding'] ?? ''));
    const answer = {
      request,
      status: response.statusCode,
      headers: Object.fromEntries(
        Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
      ),
      text,
      ms: performance.now() - startedMs,
    };
    await follow(operation, answer, sender?.personId ?? null, one.headers.length === 0);
    return answer;
  };

  /** What an answer teaches, and what it means for whoever got it. */
  async function follow(
    operation: Operation,
    { status, text }: Answer,
    personId: string | null,
    ownKey: boolean,
  ) {
    if (
      personId !== null &&
      ((status === 401 && ownKey) || (status === 204 && operation.path.endsWith('/users/me')))
    ) {
      crowd.retire(personId);
    }
    if (status !== 200 && status !== 201) return;
    const answer = parsed(text);
    knowledge.learn(operation.path, answer, personId);
    const intentId = heldSchema.safeParse(answer).data?.payment.payment_intent_id;
    if (status === 201 && intentId !== undefined) await onHeld?.(intentId);
  }

  return { send, close: () => agent.destroy() };
}

/** Owners have what is a club's. */
const roleFor = ({ path }: Operation, { role }: Case, holder: string | null): Role =>
  role === 'holder' && holder === null && isOfStaff(path) ? 'owner' : role;

function unpacked(bytes: Uint8Array, encoding: string): string {
  const read =
    encoding === 'gzip' ? gunzipSync(bytes) : encoding === 'br' ? brotliDecompressSync(bytes) : bytes;
  return Buffer.from(read).toString('utf8');
}

const heldSchema = z.object({ payment: z.object({ payment_intent_id: z.string() }) });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

function methodOf({ method }: Case): (typeof METHODS)[number] {
  const known = METHODS.find((one) => one === method);
  if (!known) throw new Error(`${method} is not sent`);
  return known;
}

/** The path with its ids and its query, and who is known to have what the path or else the body names. */
function addressOf({ path }: Operation, { segments, query, tail, body }: Case, knowledge: Knowledge) {
  let holder = body !== null && 'json' in body ? holderIn(body.json, knowledge) : null;
  const where = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const segment: Segment = segments[name] ?? { plain: 'none' };
    if ('wild' in segment) return segment.wild;
    if (segment.plain instanceof Known) holder = knowledge.find(segment.plain)?.holder ?? null;
    return percent(String(resolve(segment.plain, knowledge)));
  });
  const pairs = query.map(
    ([name, value]) => `${percent(name)}=${percent(String(resolve(value, knowledge)))}`,
  );
  const search = [...pairs, ...(tail === '' ? [] : [tail])].join('&');
  return { path: search === '' ? where : `${where}?${search}`, holder };
}

async function bodyOf(
  { body, method }: Case,
  known: (value: unknown) => unknown,
): Promise<{ bytes: Buffer; type: string } | null> {
  if (body === null || method === 'GET') return null;
  if ('form' in body) return encodeForm(body.form, known);
  const bytes = 'raw' in body ? body.raw : Buffer.from(JSON.stringify(known(body.json)) ?? '');
  return { bytes, type: 'application/json' };
}

function holderIn(value: unknown, knowledge: Knowledge): string | null {
  if (value instanceof Known) return knowledge.find(value)?.holder ?? null;
  if (typeof value !== 'object' || value === null) return null;
  const holders = Object.values(value).map((member) => holderIn(member, knowledge));
  return holders.find((holder) => holder !== null) ?? null;
}

/**
 * A value with the ids that are known by now; of what nothing is known yet, an id that nothing has. Every other mail
 * address is one's own, since some things may be done with no other.
 */
function resolve(value: unknown, knowledge: Knowledge, sender: Sender = null): unknown {
  if (value instanceof Known) {
    const own = value.kind === 'email' && value.nth % 2 === 0 ? sender?.email : undefined;
    return own ?? knowledge.find(value)?.value ?? 0;
  }
  if (Array.isArray(value)) return value.map((item) => resolve(item, knowledge, sender));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value);
  return Object.fromEntries(members.map(([key, member]) => [key, resolve(member, knowledge, sender)]));
}

const tellRequest = ({ method, role, headers }: Case, path: string, body: Buffer | null) =>
  [
    `${method} ${path.slice(0, 300)} as ${role}`,
    ...headers.map(([name, value]) => `${name}: ${JSON.stringify(value.slice(0, 100))}`),
    ...(body ? [JSON.stringify(body.toString('utf8').slice(0, 300))] : []),
  ].join(' | ');
