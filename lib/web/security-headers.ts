import { configuredIdentities, issuerOf } from '@/lib/auth/identities/identities';
import { env } from '@/lib/core/env';
import { isHttps } from '@/lib/core/origin';

const everywhere = (): Record<string, string> => ({
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Resource-Policy': 'same-site',
  ...(isHttps() && { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains; preload' }),
});

/** The headers of every answer of the API: it is data, so nothing in it may run, be framed or be kept. */
export const apiHeaders = (): Record<string, string> => ({
  ...everywhere(),
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'private, no-store',
});

/**
 * The headers of every page. A page with a secret in its address (`secretAddress`) sends no referrer to other sites;
 * its own form still needs an Origin.
 */
export const pageHeaders = (policy: string, secretAddress: boolean): Record<string, string> => ({
  ...everywhere(),
  'Content-Security-Policy': policy,
  'Referrer-Policy': secretAddress ? 'same-origin' : 'strict-origin-when-cross-origin',
  'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
  'Permissions-Policy': `camera=(), microphone=(), geolocation=(self), payment=(self ${quoted(stripeOrigins().script)})`,
});

const quoted = (origins: string[]) => origins.map((origin) => `"${origin}"`).join(' ');

/**
 * A page may run only scripts with this request's nonce, and may connect only to us and to Stripe. Stripe's hosts:
 * docs.stripe.com/security/guide#content-security-policy.
 */
export function contentSecurityPolicy(nonce: string): string {
  const stripe = stripeOrigins();
  const socket = env().NEXTAUTH_URL.replace(/^http/, 'ws');
  const isDevelopment = env().NODE_ENV === 'development';
  const evaluate = isDevelopment ? ["'unsafe-eval'"] : [];
  // Next's own tools in the corner of a page write styles without the nonce.
  const styles = isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`;
  return [
    ['default-src', "'self'"],
    ['script-src', "'self'", `'nonce-${nonce}'`, "'strict-dynamic'", ...evaluate],
    ['style-src', "'self'", styles],
    ['img-src', "'self'", 'data:', 'blob:', 'https://*.stripe.com', ...tileOrigins()],
    ['font-src', "'self'"],
    ['connect-src', "'self'", new URL(socket).origin, ...stripe.connect],
    ['frame-src', ...stripe.frame],
    ['worker-src', "'self'"],
    ['object-src', "'none'"],
    ['base-uri', "'none'"],
    ['form-action', "'self'", ...identityOrigins()],
    ['frame-ancestors', "'none'"],
    ...(isHttps() ? [['upgrade-insecure-requests']] : []),
  ]
    .map((directive) => directive.join(' '))
    .join('; ');
}

/** Without scripts a form of ours is redirected to the other site, which Chromium counts as its target. */
const identityOrigins = (): string[] => [
  ...new Set(configuredIdentities().map((identity) => new URL(issuerOf(identity)).origin)),
];

function tileOrigins(): string[] {
  const { MAP_TILES_URL } = env();
  return MAP_TILES_URL ? [new URL(MAP_TILES_URL).origin] : [];
}

function stripeOrigins(): { script: string[]; connect: string[]; frame: string[] } {
  const { STRIPE_JS_URL, STRIPE_API_BASE_URL } = env();
  const played = [STRIPE_JS_URL, STRIPE_API_BASE_URL].flatMap((url) => (url ? [new URL(url).origin] : []));
  if (played.length > 0) {
    const origins = [...new Set(played)];
    return { script: origins, connect: origins, frame: origins };
  }
  return {
    script: ['https://js.stripe.com'],
    connect: ['https://api.stripe.com'],
    frame: ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com'],
  };
}
