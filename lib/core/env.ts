import { z } from 'zod';
import { CRASH_POINTS } from './crash-points';

const url = z.url({
  protocol: /^https?$/,
  error: 'must be an absolute URL, such as https://pista.example',
});
/** Its host is a part of the policy of every page. */
const tiles = url.refine(
  (value) => ['{z}', '{x}', '{y}'].every((name) => value.includes(name)) && !/^\w+:\/\/[^/]*\{/.test(value),
  'must be an address of one host with {z}, {x} and {y}, such as https://tiles.example/{z}/{x}/{y}.png',
);
const secret = z.string().min(8, 'is too short to be a real secret');
/** One of our own making, which is as long as we want it. */
const ownSecret = z.string().min(32, 'must have at least 32 characters');
/** What a page says in one line. */
const fact = z.string().trim().min(1, 'must not be blank').max(200, 'must have at most 200 characters');
const oneOf = <Value extends string>(...values: Value[]) =>
  z.enum(values, `must be one of ${values.join(', ')}`);

function whole(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error });
}

const list = z.string().transform((value) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
);

/** Several secrets, separated by commas, are all accepted while one is being rotated. */
const webhookSecrets = list.refine(
  (secrets) => secrets.length > 0 && secrets.every((value) => value.startsWith('whsec_')),
  'must start with whsec_',
);

/** Whether a key of Stripe's moves real money. */
export const isLiveKey = (key: string): boolean => /^(sk|rk|pk)_live_/.test(key);

/** Every environment name Pista reads, grouped by the service it belongs to. */
const groups = {
  database: {
    DATABASE_URL: z.url({
      protocol: /^postgres(ql)?$/,
      error: 'must be a postgres:// address',
    }),
  },
  cache: {
    UPSTASH_REDIS_REST_URL: url,
    UPSTASH_REDIS_REST_TOKEN: secret,
    REDIS_TIMEOUT_MS: whole(50, 10_000).default(300),
  },
  payment: {
    STRIPE_SECRET_KEY: z.string().regex(/^(sk|rk)_(test|live)_/, 'must start with sk_test_ or sk_live_'),
    STRIPE_WEBHOOK_SECRET: webhookSecrets,
    STRIPE_PUBLISHABLE_KEY: z.string().regex(/^pk_(test|live)_/, 'must start with pk_test_ or pk_live_'),
    STRIPE_API_BASE_URL: url.optional(),
    STRIPE_JS_URL: url.optional(),
  },
  email: {
    RESEND_API_KEY: secret,
    RESEND_BASE_URL: url.optional(),
    RESEND_WEBHOOK_SECRET: webhookSecrets,
    EMAIL_FROM: z.string().min(3, 'must be a sender such as "Pista <hola@pista.example>"'),
  },
  sms: {
    TWILIO_ACCOUNT_SID: z.string().startsWith('AC', 'must start with AC'),
    TWILIO_AUTH_TOKEN: secret,
    TWILIO_FROM: z.string().min(3, 'must be a phone number or a messaging service'),
    TWILIO_API_BASE_URL: url.optional(),
  },
  jobs: {
    INNGEST_EVENT_KEY: secret,
    INNGEST_SIGNING_KEY: secret,
    INNGEST_BASE_URL: url.optional(),
    INNGEST_DEV: z.string().optional(),
  },
  directory: { CLUB_DIRECTORY_URL: url.optional() },
  storage: {
    STORAGE_URL: z
      .string()
      .regex(
        /^(file:.|s3:\/\/[^/]+\/[^/]+)/,
        'must be file:<folder>, or s3://<host>/<bucket> with a path if need be',
      )
      .default('file:.data/files'),
    STORAGE_ACCESS_KEY: secret.optional(),
    STORAGE_SECRET_KEY: secret.optional(),
    STORAGE_REGION: z.string().default('us-east-1'),
  },
  web: {
    NEXTAUTH_SECRET: ownSecret,
    NEXTAUTH_URL: url,
    METRICS_TOKEN: ownSecret.optional(),
    /** `open` takes in every club that is asked for at once. Otherwise an operator decides. */
    CLUB_SIGNUP: z.literal('open', 'must be open or empty').optional(),
    MAP_TILES_URL: tiles.optional(),
    PORT: whole(0, 65_535).default(3000),
    /**
     * Set when one proxy of ours stands in front and names the client in X-Forwarded-For. Otherwise that header is
     * not believed.
     */
    TRUST_PROXY: z.literal('1', 'must be 1 or empty').optional(),
  },
  /** Each way to sign in exists where its client is named. */
  identity: {
    GOOGLE_CLIENT_ID: secret.optional(),
    GOOGLE_CLIENT_SECRET: secret.optional(),
    APPLE_CLIENT_ID: secret.optional(),
    APPLE_CLIENT_SECRET: secret.optional(),
    /** Stands in for both of them. */
    OIDC_ISSUER: url.optional(),
  },
  operator: {
    OPERATOR_NAME: fact.optional(),
    OPERATOR_TAX_ID: fact.optional(),
    OPERATOR_ADDRESS: fact.optional(),
    OPERATOR_EMAIL: z.email('must be a mail address').optional(),
  },
  process: {
    NODE_ENV: oneOf('development', 'production', 'test').default('development'),
    PISTA_SANDBOX: z.string().default(''),
    ALLOW_SANDBOX: z.string().optional(),
    /** A named point at which this process kills itself. Start-up takes it with NODE_ENV=test alone. */
    PISTA_CRASH_AT: oneOf(...CRASH_POINTS).optional(),
    LOG_LEVEL: oneOf('trace', 'debug', 'info', 'warn', 'error', 'silent').default('info'),
    DATABASE_POOL: whole(2, 200).default(10),
    OTEL_EXPORTER_OTLP_ENDPOINT: url.optional(),
  },
} as const;

/** The hosts that must be the provider's own where real money moves. Inngest and Redis may be self-hosted. */
const OWNERS = [
  ['STRIPE_API_BASE_URL', 'stripe.com'],
  ['STRIPE_JS_URL', 'stripe.com'],
  ['RESEND_BASE_URL', 'resend.com'],
  ['TWILIO_API_BASE_URL', 'twilio.com'],
] as const;

const IDENTITY_PAIRS = [
  ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
  ['APPLE_CLIENT_ID', 'APPLE_CLIENT_SECRET'],
] as const;

const isOf = (domain: string, { protocol, hostname }: URL) =>
  protocol === 'https:' && (hostname === domain || hostname.endsWith(`.${domain}`));

/** Whether the connection is encrypted, or stays on this machine. */
const isPrivate = ({ protocol, hostname }: URL) =>
  protocol === 'https:' || /^(localhost|.+\.localhost|127\.[\d.]+|\[::1\])$/.test(hostname);

const schema = z
  .object({
    ...groups.database,
    ...groups.cache,
    ...groups.payment,
    ...groups.email,
    ...groups.sms,
    ...groups.jobs,
    ...groups.directory,
    ...groups.storage,
    ...groups.web,
    ...groups.identity,
    ...groups.operator,
    ...groups.process,
  })
  .refine(
    ({ STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY }) =>
      isLiveKey(STRIPE_SECRET_KEY) === isLiveKey(STRIPE_PUBLISHABLE_KEY),
    'STRIPE_SECRET_KEY and STRIPE_PUBLISHABLE_KEY must both be test keys or both be live keys',
  )
  .superRefine((given, ctx) => {
    if (!given.STORAGE_URL.startsWith('s3:')) return;
    for (const name of ['STORAGE_ACCESS_KEY', 'STORAGE_SECRET_KEY'] as const)
      if (given[name] === undefined) ctx.addIssue({ code: 'custom', path: [name], message: 'is missing' });
  })
  .superRefine((given, ctx) => {
    for (const [id, key] of IDENTITY_PAIRS) {
      if ((given[id] === undefined) === (given[key] === undefined)) continue;
      const missing = given[id] === undefined ? id : key;
      ctx.addIssue({ code: 'custom', path: [missing], message: 'is missing' });
    }
  })
  .superRefine((given, ctx) => {
    if (given.NODE_ENV !== 'production') return;
    const refuse = (name: string, message: string) => ctx.addIssue({ code: 'custom', path: [name], message });
    if (!isPrivate(new URL(given.NEXTAUTH_URL))) {
      refuse('NEXTAUTH_URL', 'must start with https:// in production, except on this machine alone');
    }
    if (!isLiveKey(given.STRIPE_SECRET_KEY)) return;
    if (given.OIDC_ISSUER !== undefined)
      refuse('OIDC_ISSUER', 'must be empty beside a live STRIPE_SECRET_KEY');
    for (const [name, domain] of OWNERS) {
      const address = given[name];
      if (address !== undefined && !isOf(domain, new URL(address))) {
        refuse(name, `must be an https:// address of ${domain}, or empty, beside a live STRIPE_SECRET_KEY`);
      }
    }
  });

export type Env = z.infer<typeof schema>;
export type EnvGroup = keyof typeof groups;

/** The environment cannot be used. The message names every bad or missing variable, one a line. */
export class EnvError extends Error {
  override name = 'EnvError';
}

const withoutEmpty = (source: NodeJS.ProcessEnv) =>
  Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));

/**
 * Parses an environment. An empty string counts as missing.
 * @throws EnvError with one line for each bad or missing variable
 */
export function parseEnv(source: NodeJS.ProcessEnv): Env {
  const parsed = schema.safeParse(withoutEmpty(source));
  if (!parsed.success) {
    throw new EnvError(
      parsed.error.issues
        .map((issue) => {
          const [name] = issue.path.map(String);
          if (name === undefined) return issue.message;
          return source[name] ? `${name} ${issue.message}` : `${name} is missing`;
        })
        .join('\n'),
    );
  }
  return parsed.data;
}

let current: Env | undefined;

/** This process's environment, parsed at first use. */
export function env(): Env {
  // biome-ignore lint/style/noProcessEnv: the one place that reads it
  current ??= parseEnv(process.env);
  return current;
}

/** The variables of a group that are set, by which a present provider is told from one to be played. */
export function isConfigured(group: EnvGroup, source: NodeJS.ProcessEnv): boolean {
  return Object.entries(groups[group]).every(
    ([name, rule]) => Boolean(source[name]) || rule.safeParse(undefined).success,
  );
}
