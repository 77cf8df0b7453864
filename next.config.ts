import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  agentRules: false,
  turbopack: { root: import.meta.dirname },
  // Node's own module loader gives the app and server.ts the same instance of these.
  serverExternalPackages: ['cockatiel', 'postgres', 'prom-client', 'twilio'],
  experimental: {
    authInterrupts: true,
    serverActions: { bodySizeLimit: '64kb' },
  },
};

export default createNextIntlPlugin('./lib/i18n/request.ts')(config);
