import { inspect } from 'node:util';
import { type Env, env } from '@/lib/core/env';
import type { ServiceName } from './registry';

const OWNED = {
  database: ['DATABASE_URL'],
  cache: ['UPSTASH_REDIS_REST_TOKEN'],
  payment: ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'],
  email: ['RESEND_API_KEY', 'RESEND_WEBHOOK_SECRET'],
  sms: ['TWILIO_AUTH_TOKEN'],
  jobs: ['INNGEST_EVENT_KEY', 'INNGEST_SIGNING_KEY'],
  directory: [],
  storage: ['STORAGE_ACCESS_KEY', 'STORAGE_SECRET_KEY'],
} as const satisfies Record<ServiceName, readonly (keyof Env)[]>;

/** Every key that belongs to a service. */
export const SECRET_NAMES = Object.values(OWNED).flat();

type SecretName = (typeof OWNED)[ServiceName][number];

/** A key was requested in the name of another service. */
export class PermissionError extends Error {
  override name = 'PermissionError';
}

/** A key that is shown only by `reveal`. JSON, text, inspection and logs show `[redacted]`. */
export class Secret<T> {
  readonly #value: T;
  constructor(value: T) {
    this.#value = value;
  }
  reveal(): T {
    return this.#value;
  }
  toString(): string {
    return '[redacted]';
  }
  toJSON(): string {
    return '[redacted]';
  }
  [inspect.custom](): string {
    return '[redacted]';
  }
}

/**
 * The key `name`, for the adapter of `service` and no other.
 * @throws PermissionError when the key belongs to another service
 */
export function credential<Name extends SecretName>(name: Name, service: ServiceName): Secret<Env[Name]> {
  const owned: readonly SecretName[] = OWNED[service];
  if (!owned.includes(name)) throw new PermissionError(`${name} does not belong to the ${service} service.`);
  return new Secret(env()[name]);
}
