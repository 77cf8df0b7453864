import type { IncomingMessage, RequestListener } from 'node:http';
import { env } from '@/lib/core/env';

/**
 * For development alone: leads a page that is opened at a number of this machine to the address that was printed.
 * Forms are taken at that origin alone, and Next lets no other hear of changes.
 */
export function leadHome(handle: RequestListener): RequestListener {
  return (request, response) => {
    const home = new URL(env().NEXTAUTH_URL);
    if (!isElsewhere(request, home)) return handle(request, response);
    response.writeHead(307, { Location: `${home.origin}${request.url}` }).end();
  };
}

function isElsewhere({ method, url = '', headers }: IncomingMessage, home: URL): boolean {
  const { host = '' } = headers;
  const isPage = method === 'GET' && url.startsWith('/') && headers['sec-fetch-mode'] === 'navigate';
  return isPage && host !== home.host && /^(?:127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(host);
}
