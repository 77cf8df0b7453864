import { env } from './env';
import { AppError } from './errors';

export const isHttps = () => env().NEXTAUTH_URL.startsWith('https://');

/**
 * Refuses a write that another site made the browser send: `Origin` must be there and be Pista's own, either the
 * public one or that of the host the request went to.
 * @throws AppError `forbidden`
 */
export function assertSameOrigin(headers: Headers): void {
  const origin = headers.get('origin');
  const url = origin !== null && URL.canParse(origin) ? new URL(origin) : null;
  if (url && (url.origin === new URL(env().NEXTAUTH_URL).origin || url.host === headers.get('host'))) return;
  throw new AppError('forbidden', 'This request must come from a page of Pista.');
}
