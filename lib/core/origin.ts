import { env } from './env';
import { AppError } from './errors';

export const isHttps = () => env().NEXTAUTH_URL.startsWith('https://');

/**
 * Refuses a write that another site made the browser send: its `Origin` must be that of `NEXTAUTH_URL`.
 * @throws AppError `forbidden`
 */
export function assertSameOrigin(headers: Headers): void {
  if (headers.get('origin') === new URL(env().NEXTAUTH_URL).origin) return;
  throw new AppError('forbidden', 'This request must come from a page of Pista.');
}
