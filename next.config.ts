import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

// Two copies that run from one folder must not share what they compile; scripts/dev.ts makes the second one's folder.
// biome-ignore lint/style/noProcessEnv: nothing of it reaches the build
const copyDir = process.env.PISTA_COPY_DIR;

const config: NextConfig = {
  ...(copyDir
    ? { distDir: `${copyDir}/next`, typescript: { tsconfigPath: `${copyDir}/tsconfig.json` } }
    : // The build checks what it builds: tests and tools need packages that a production install has not.
      { typescript: { tsconfigPath: 'tsconfig.build.json' } }),
  // The tests learn by it which source a browser ran.
  // biome-ignore lint/style/noProcessEnv: nothing of it reaches the build
  productionBrowserSourceMaps: process.env.PISTA_COVERAGE === '1',
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  agentRules: false,
  logging: { incomingRequests: { ignore: [/^\/api\/inngest/, /^\/api\/v1\/health/] } },
  turbopack: { root: import.meta.dirname },
  // Node's own module loader gives the app and server.ts the same instance of these.
  serverExternalPackages: ['cockatiel', 'postgres', 'prom-client', 'twilio'],
  experimental: {
    globalNotFound: true,
    serverActions: { bodySizeLimit: '64kb' },
  },
};

export default createNextIntlPlugin('./lib/core/i18n/request.ts')(config);
