import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { apiResolver } from 'next/dist/server/api-utils/node/api-resolver';
import NextAuth from 'next-auth';
import { beforeAll } from 'vitest';
import { z } from 'zod';
import { authOptions } from '@/lib/auth/config';
import { identify } from '@/lib/auth/identify';
import { knownBrowserCookieName } from '@/lib/auth/session-cookie';
import { identifyRequests } from '@/lib/web/server/identify-requests';
import type { Sandbox } from '@/sandbox/start';
import { messagesTo } from './inbox';

/** next-auth with our options, run by Next's own resolver of API routes behind a real server. */
const serve = (trustsProxy: boolean) => createServer(identifyRequests(answer, { trustsProxy })).listen(0);

const answer: RequestListener = (request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const query = { ...Object.fromEntries(url.searchParams), nextauth: url.pathname.split('/').slice(3) };
  const preview = { previewModeId: '', previewModeEncryptionKey: '', previewModeSigningKey: '' };
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  const keepKnown = (sealed: string) =>
    response.appendHeader('set-cookie', `${knownBrowserCookieName()}=${sealed}`);
  const routeModule = { default: NextAuth(authOptions({ headers, keepKnown })) };
  return apiResolver(request, response, query, routeModule, { ...preview, dev: false }, false);
};

/**
 * A running next-auth for this test file, by default behind a proxy of ours.
 * @returns what gives its address
 */
export function useAuthServer({ trustsProxy = true } = {}): () => string {
  let port = 0;
  beforeAll(async () => {
    const server = serve(trustsProxy);
    await once(server, 'listening');
    port = z.object({ port: z.int() }).parse(server.address()).port;
    return () => {
      server.close();
    };
  });
  return () => `http://127.0.0.1:${port}/api/auth`;
}

type Answer = { status: number; location: URL | null; cookies: Record<string, string>; body: string };

/** One browser at one address, which keeps cookies and follows no redirect. */
export function openBrowser(base: string, address: string = randomUUID()) {
  const jar: Record<string, string> = {};
  async function send(path: string, body?: Record<string, string>): Promise<Answer> {
    const response = await fetch(`${base}/${path}`, {
      redirect: 'manual',
      headers: { cookie: cookieHeader(jar), 'x-forwarded-for': `198.51.100.1, ${address}` },
      ...(body && { method: 'POST', body: new URLSearchParams(body) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split('=');
      if (value === '') delete jar[name];
      else jar[name] = decodeURIComponent(value);
    }
    const location = response.headers.get('location');
    return {
      status: response.status,
      location: location === null ? null : new URL(location, 'http://localhost:3000'),
      cookies: { ...jar },
      body: await response.text(),
    };
  }
  async function post(path: string, body: Record<string, string>): Promise<Answer> {
    return send(path, { ...body, csrfToken: await csrf() });
  }
  async function csrf(): Promise<string> {
    return z.object({ csrfToken: z.string() }).parse(JSON.parse((await send('csrf')).body)).csrfToken;
  }
  return {
    send,
    post,
    jar,
    actor: (now = new Date()) => identify(new Headers({ cookie: cookieHeader(jar) }), now),
  };
}

export const cookieHeader = (jar: Record<string, string>) =>
  Object.entries(jar)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('; ');

/** The error in the address that next-auth leads to. */
export const errorOf = (answer: Answer) => answer.location?.searchParams.get('error') ?? null;

/** The newest mailed link of an address, before `skipping` newer ones. */
export async function mailedLink(
  sandbox: Pick<Sandbox, 'urls'>,
  email: string,
  skipping = 0,
): Promise<{ url: URL; query: string }> {
  const mail = (await messagesTo(sandbox, email))[skipping];
  const found = /http\S+\/sign-in\/link\?\S+/.exec(mail?.text ?? '')?.[0];
  const url = new URL(found ?? 'http://localhost:3000/none');
  return { url, query: url.search.slice(1) };
}
