import { randomUUID } from 'node:crypto';
import type { LOCALES, SESSION_LIVES, STAFF_ROLES, TOKEN_SCOPES } from '@/db/schema';

export type Locale = (typeof LOCALES)[number];
export type StaffRole = (typeof STAFF_ROLES)[number];
export type TokenScope = (typeof TOKEN_SCOPES)[number];
/** How long a session may last. Staff and operators sign in more often than players. */
export type SessionLife = (typeof SESSION_LIVES)[number];

/**
 * A browser without an account, known by a cookie that a page gave it. `bookings` are those whose mailed link was
 * opened in it.
 */
export type Visitor = { visitorId: string; bookings: readonly string[] };

/** A signed-in person, whichever way they came in. */
export type Person = {
  kind: 'person';
  userId: string;
  email: string;
  name: string | null;
  operator: boolean;
  staff: readonly { clubId: number; role: StaffRole }[];
  /** How a person proved who they are. By a club's key they have its role there, and nothing of their own. */
  via: OwnProof | { kind: 'clubKey'; tokenId: string; clubId: number };
  /** The same browser before they signed in. */
  visitor?: Visitor;
};

/** By a session with its times, or by a key of one's own with its scope. */
type OwnProof = SessionProof | { kind: 'token'; tokenId: string; scope: TokenScope };

/** A signed-in person in their own affairs. */
export type Self = Person & { via: OwnProof };

/** How a session was begun. `provenAt` is when the password, a passkey or a second factor was last given. */
export type SessionProof = {
  kind: 'session';
  startedAt?: Date;
  endsAt?: Date;
  provenAt?: Date;
  sessionVersion?: number;
  life?: SessionLife;
};

/**
 * A person whose session is not complete: the code of the second factor is missing, or an operator has yet to set one
 * up.
 */
export type Unproven = Omit<Person, 'kind' | 'via'> & {
  kind: 'unproven';
  needs: 'code' | 'enrolment';
  via: SessionProof;
};

/** Who acts. */
export type Actor =
  | { kind: 'anonymous' }
  | ({ kind: 'visitor' } & Visitor)
  | Unproven
  | Person
  | { kind: 'system'; job: string };

/**
 * What every verb is given: actor, time, language and the id of its log lines. A request adds its address and, with
 * an `Idempotency-Key`, the name of that request.
 */
export type Context = {
  actor: Actor;
  now: Date;
  locale: Locale;
  requestId: string;
  requestKey?: string;
  /** Whether a verb only answers what it would write (`db/change-or-preview.ts`). */
  preview?: boolean;
  address?: string;
};

/** The context of a job or a script, which acts as Pista itself. */
export function systemContext(job: string, requestId: string = randomUUID()): Context {
  return { actor: { kind: 'system', job }, now: new Date(), locale: 'es', requestId };
}

/** The API key that was used, as the audit stores it beside the person. */
export const keyOf = (actor: Actor): { api_key: string } | null =>
  actor.kind === 'person' && actor.via.kind !== 'session' ? { api_key: actor.via.tokenId } : null;

/** How an actor is written in the audit log. */
export function actorName(actor: Actor, asStaff = false): string {
  switch (actor.kind) {
    case 'anonymous':
      return 'anonymous';
    case 'visitor':
      return `visitor:${actor.visitorId}`;
    case 'system':
      return `system:${actor.job}`;
    case 'unproven':
      return `user:${actor.userId}`;
    case 'person':
      return `${asStaff ? 'staff' : 'user'}:${actor.userId}`;
  }
}
