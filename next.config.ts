import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

// Two copies that run from one folder must not share a build, so scripts/dev.ts gives the second its own folder.
// biome-ignore lint/style/noProcessEnv: nothing of it reaches the build
const copyDir = process.env.PISTA_COPY_DIR;

const config: NextConfig = {
  ...(copyDir
    ? { distDir: `${copyDir}/next`, typescript: { tsconfigPath: `${copyDir}/tsconfig.json` } }
    : // The build checks only its own sources, because tests and tools need packages that a production install lacks.
      { typescript: { tsconfigPath: 'tsconfig.build.json' } }),
  // By the source maps the tests see which source a browser ran.
  // biome-ignore lint/style/noProcessEnv: nothing of it reaches the build
  productionBrowserSourceMaps: process.env.PISTA_COVERAGE === '1',
  poweredByHeader: false,
  // A title that is streamed behind its page is missing for a moment after each change of the page.
  htmlLimitedBots: /.*/,
  reactStrictMode: true,
  typedRoutes: true,
  agentRules: false,
  logging: { incomingRequests: { ignore: [/^\/api\/inngest/, /^\/api\/v1\/health/] } },
  // Mails that went out before have this link.
  redirects: async () => [
    { source: '/:locale(es|en)/decline/:token', destination: '/:locale/game/:token', permanent: true },
  ],
  turbopack: { root: import.meta.dirname },
  // Loaded by Node itself, so that the app and server.ts share one instance. Turbopack writes what it bundles anew for
  // each route handler: these made 0.8 MB of every one.
  serverExternalPackages: [
    '@upstash/ratelimit',
    '@upstash/redis',
    'cockatiel',
    'drizzle-orm',
    'postgres',
    'prom-client',
    'sharp',
    'temporal-polyfill',
    'twilio',
    'undici',
  ],
  experimental: {
    globalNotFound: true,
    // A build has half a gigabyte of maps of its server, which Node does not read.
    // biome-ignore lint/style/noProcessEnv: nothing of it reaches the build
    turbopackSourceMaps: process.env.NODE_ENV === 'development' || process.env.PISTA_COVERAGE === '1',
    // proxy.ts takes less of every form but that of a photo.
    serverActions: { bodySizeLimit: '20mb' },
    proxyClientMaxBodySize: '20mb',
  },
};

export default createNextIntlPlugin('./lib/core/i18n/request.ts')(config);
