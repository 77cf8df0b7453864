/** The providers the sandbox can play; `PISTA_SANDBOX` is `all` or a comma list of these. */
export const PROVIDERS = ['stripe', 'resend', 'twilio', 'redis', 'inngest', 'directory'] as const;
export type Provider = (typeof PROVIDERS)[number];

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
} as const;
