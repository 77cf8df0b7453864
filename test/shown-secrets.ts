import { SECRET_NAMES } from '@/lib/services/call/credentials';
import { SANDBOX_KEYS } from '@/sandbox/providers';

/** Recognisable keys for a build that needs none, by which a leak into the build is found. */
export const CANARIES = {
  ...SANDBOX_KEYS,
  DATABASE_URL: 'postgres://pista:canary-database@127.0.0.1:1/pista',
  NEXTAUTH_SECRET: 'canary-nextauth-secret-0123456789abcdef',
  METRICS_TOKEN: 'canary-metrics-token-that-only-tests-know',
} as const;

const NAMES = [
  ...SECRET_NAMES,
  'NEXTAUTH_SECRET',
  'METRICS_TOKEN',
  'GOOGLE_CLIENT_SECRET',
  'APPLE_CLIENT_SECRET',
];
type Environment = Readonly<Record<string, string | undefined>>;

/** Which secrets of an environment, by name, are in a public text. */
export const shownSecrets = (text: string, environment: Environment): string[] =>
  NAMES.filter((name) => waysToWrite(name, environment).some((written) => text.includes(written)));

/** As it stands in the environment, in a URL, and in its encoded form. */
function waysToWrite(name: string, environment: Environment): string[] {
  const value = environment[name];
  if (!value) return [];
  const plain = [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)];
  switch (name) {
    case 'DATABASE_URL': {
      const { password } = new URL(value);
      return password === '' ? plain : [...plain, password];
    }
    case 'TWILIO_AUTH_TOKEN':
      return [...plain, btoa(`${environment.TWILIO_ACCOUNT_SID}:${value}`)];
    case 'INNGEST_SIGNING_KEY':
      return [...plain, value.replace(/^signkey-\w+-/, '')];
    default:
      return plain;
  }
}
