import type { DeskWords } from './board-config';

/** What the API answers to a page of the desk. A refusal keeps its body, which may say more than its code. */
export type ApiAnswer = { ok: true; body: unknown } | Refusal;
export type Refusal = { ok: false; code: string; body: unknown };

/** The sentence for a refusal's reason where it has one, else for its code. */
export const refusalSentence = (words: DeskWords, { code, body }: Refusal): string =>
  words[`refused_${textAt(body, 'reason') ?? code}`] ?? words.refused_internal ?? '';

/** Asks the API of this site as the signed-in person. Without a connection the code is `offline`. */
export async function askApi(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<ApiAnswer> {
  try {
    const response = await fetch(`/api/v1/${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(method === 'POST' && { 'idempotency-key': crypto.randomUUID() }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (response.ok) return { ok: true, body: answer };
    return { ok: false, code: textAt(answer, 'error') ?? 'internal', body: answer };
  } catch {
    return { ok: false, code: 'offline', body: null };
  }
}

/** A member of an answer, however deep. Undefined when it is not there. */
export function memberAt(value: unknown, ...keys: readonly string[]): unknown {
  let at = value;
  for (const key of keys) at = hasKey(at, key) ? at[key] : undefined;
  return at;
}

export function textAt(value: unknown, ...keys: readonly string[]): string | null {
  const member = memberAt(value, ...keys);
  return typeof member === 'string' ? member : null;
}

export function listAt(value: unknown, ...keys: readonly string[]): readonly unknown[] {
  const member = memberAt(value, ...keys);
  return Array.isArray(member) ? member : [];
}

const hasKey = <Key extends string>(value: unknown, key: Key): value is Record<Key, unknown> =>
  typeof value === 'object' && value !== null && key in value;
