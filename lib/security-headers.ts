import { env } from './env';

const everywhere = (): Record<string, string> => ({
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Resource-Policy': 'same-site',
  ...(env().NEXTAUTH_URL.startsWith('https://') && {
    'Strict-Transport-Security': 'max-age=63072000; includeSubDomains; preload',
  }),
});

/** What every answer of the API carries: it is data, nothing in it may run, be framed or be kept. */
export const apiHeaders = (): Record<string, string> => ({
  ...everywhere(),
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'private, no-store',
});
