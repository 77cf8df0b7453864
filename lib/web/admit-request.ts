import { identify } from '@/lib/auth/identify';
import { clientAddress } from '@/lib/core/client-address';
import type { Actor, Person } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { assertSameOrigin } from '@/lib/core/origin';
import { limitRate, type RatePolicy } from '@/lib/services/redis/rate-limit';
import { isRead } from './is-read';
import type { Admission } from './route-options';
import { type ByRole, countedAs, policyFor } from './write-limit';

/**
 * The actor of a request, once the endpoint admits them and not too often.
 * @throws AppError `unauthenticated`, `forbidden`, `rate_limited`
 */
export async function admitRequest(
  request: Request,
  { auth, scope, limit }: Admission,
  now: Date,
): Promise<Actor> {
  const actor: Actor = auth === 'public' ? { kind: 'anonymous' } : await identifyProven(request.headers, now);
  if (limit !== 'none') await limitActor(request, actor, limit);
  if (actor.kind === 'visitor' && auth === 'booker') {
    if (!isRead(request)) assertSameOrigin(request.headers);
    return actor;
  }
  if (actor.kind !== 'person') {
    if (auth === 'required' || auth === 'booker' || auth === 'operator') {
      throw new AppError('unauthenticated', 'Sign in, or send an API key as "Authorization: Token <key>".');
    }
    return actor;
  }
  if (actor.via.kind === 'session') {
    if (!isRead(request)) assertSameOrigin(request.headers);
  } else if ((scope ?? (isRead(request) ? 'read' : 'write')) === 'write' && mayOnlyRead(actor)) {
    throw new AppError('forbidden', 'This API key may only read.');
  }
  if (auth === 'operator' && !actor.operator) {
    throw new AppError('forbidden', 'Only the operators of Pista may do this.');
  }
  return actor;
}

const mayOnlyRead = ({ via }: Person): boolean => via.kind === 'token' && via.scope === 'read';

/** A session without its code counts as anonymous. An operator without a second factor is told to set one up. */
async function identifyProven(headers: Headers, now: Date): Promise<Actor> {
  const actor = await identify(headers, now);
  if (actor.kind !== 'unproven') return actor;
  if (actor.needs === 'code') return { kind: 'anonymous' };
  throw new AppError('forbidden', `Set up a second factor first, on the page ${sitePaths.secondFactor}.`, {
    details: { reason: 'second_factor' },
  });
}

/**
 * Counts by person over all their keys and sessions, and a club's key by itself. An address alone may stand for a whole
 * club, so only a visitor, who may have a new cookie at any time, is counted by it.
 */
async function limitActor(
  request: Request,
  actor: Actor,
  limit: RatePolicy | ByRole | undefined,
): Promise<void> {
  if (actor.kind === 'visitor') return limitRate('anonymous', clientAddress(request.headers));
  if (actor.kind !== 'person') return;
  const policy = policyFor(limit ?? (isRead(request) ? 'read' : 'write'), actor);
  return limitRate(policy, countedAs(actor));
}
