import { setMaxListeners } from 'node:events';
import { request } from 'undici';

export type Outgoing = {
  method: 'GET' | 'POST' | 'PUT';
  headers: Record<string, string>;
  body?: string;
  /** The timeout of the head of the answer, and of each part of its body. */
  timeoutMs: number;
  /** Ends the request early. */
  closing?: AbortSignal;
};

export type Incoming = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
};

/**
 * Sends a request and reads the whole answer, without redirects. It uses undici with its own timers, because the
 * `fetch` of Node 20 can hang when its signal fires within the body (nodejs/node#56917) and `AbortSignal.any` can
 * lose a timeout (nodejs/node#57736).
 * @throws Error saying why there was no answer
 */
export async function sendRequest(
  url: string | URL,
  { method, headers, body, timeoutMs, closing }: Outgoing,
): Promise<Incoming> {
  if (closing) setMaxListeners(0, closing);
  const answer = await request(url, {
    method,
    headers,
    body: body ?? null,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    ...(closing && { signal: closing }),
  });
  return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
}
