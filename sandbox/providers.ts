/** The providers that `PISTA_SANDBOX=all` plays. */
export const PROVIDERS = ['stripe', 'resend', 'twilio', 'redis', 'inngest', 'directory'] as const;
export type Provider = (typeof PROVIDERS)[number];

/**
 * All that can be played. Files have a folder, so a bucket is played only where it is named. Tiles and the sign-in with
 * Google or Apple are for browsers.
 */
export const PLAYABLE = [...PROVIDERS, 's3', 'tiles', 'identity'] as const;
export type Playable = (typeof PLAYABLE)[number];

/** The credentials that the sandbox accepts and signs with. They are valid nowhere else. */
export const SANDBOX_KEYS = {
  STRIPE_SECRET_KEY: 'sk_test_sandbox',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_sandbox',
  STRIPE_WEBHOOK_SECRET: 'whsec_c2FuZGJveC1zdHJpcGU',
  RESEND_API_KEY: 're_sandbox_key',
  RESEND_WEBHOOK_SECRET: 'whsec_c2FuZGJveC1yZXNlbmQ=',
  TWILIO_ACCOUNT_SID: 'AC00000000000000000000000000000000',
  TWILIO_AUTH_TOKEN: 'sandbox-twilio-token',
  TWILIO_FROM: '+34600000000',
  UPSTASH_REDIS_REST_TOKEN: 'sandbox-redis-token',
  INNGEST_EVENT_KEY: 'sandbox-event-key',
  INNGEST_SIGNING_KEY: 'signkey-test-0123456789abcdef0123456789abcdef',
  GOOGLE_CLIENT_ID: 'sandbox-google',
  GOOGLE_CLIENT_SECRET: 'sandbox-google-secret',
  APPLE_CLIENT_ID: 'sandbox-apple',
  APPLE_CLIENT_SECRET: 'sandbox-apple-secret',
  STORAGE_ACCESS_KEY: 'sandbox-access-key',
  STORAGE_SECRET_KEY: 'sandbox-secret-key',
} as const;
