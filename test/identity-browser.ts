import { NextRequest } from 'next/server';
import { POST } from '@/app/api/auth/[...nextauth]/route';
import type { Identity } from '@/lib/auth/identities/identities';
import { cookieHeader, type openBrowser } from './auth-browser';

type Person = { email: string; name?: string; verified?: boolean };

/**
 * Begins a sign-in at the played Google or Apple in this browser, and says there who it is.
 * @returns the query of the address that it leads back to
 */
export async function answerAt(
  browser: ReturnType<typeof openBrowser>,
  identity: Identity,
  { email, name = 'Ana Google', verified = true }: Person,
  callbackUrl = '/en/reservations',
): Promise<string> {
  const begun = await browser.post(`signin/${identity}`, { callbackUrl });
  const site = openSite(begun.location ?? new URL('http://nowhere.test'));
  const asked = await site.follow(begun.location?.href ?? '');
  const form = { email, name, ...(verified && { verified: 'on' }) };
  const told = await site.follow(asked.location, new URLSearchParams(form));
  const done = await site.follow(told.location);
  return identity === 'apple' ? postedQuery(done.body) : new URL(done.location).search.slice(1);
}

/** A browser at the played site, with its cookies. */
function openSite({ origin }: URL) {
  const jar: Record<string, string> = {};
  return {
    async follow(href: string, body?: URLSearchParams) {
      const response = await fetch(new URL(href, origin), {
        redirect: 'manual',
        headers: { cookie: cookieHeader(jar) },
        ...(body && { method: 'POST', body }),
      });
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        jar[name] = decodeURIComponent(value);
      }
      const location = response.headers.get('location') ?? '';
      return { location, body: await response.text() };
    },
  };
}

/** The form of Apple's page is posted to us, where it becomes a query. */
async function postedQuery(page: string): Promise<string> {
  const inputs = [...page.matchAll(/name="(\w+)" value="([^"]*)"/g)];
  const body = new URLSearchParams(inputs.map(([, name = '', value = '']) => [name, value]));
  const headers = { origin: 'https://appleid.apple.com' };
  const request = new NextRequest('http://localhost:3000/api/auth/callback/apple', {
    method: 'POST',
    headers,
    body,
  });
  const answer = await POST(request, { params: Promise.resolve({ nextauth: ['callback', 'apple'] }) });
  return new URL(answer.headers.get('location') ?? '').search.slice(1);
}
