import { randomUUID } from 'node:crypto';
import type { LOCALES, SESSION_LIVES, STAFF_ROLES, TOKEN_SCOPES } from '@/db/schema';

export type Locale = (typeof LOCALES)[number];
export type StaffRole = (typeof STAFF_ROLES)[number];
export type TokenScope = (typeof TOKEN_SCOPES)[number];
/** How long a session may last: whoever runs a club or Pista signs in more often than a player. */
export type SessionLife = (typeof SESSION_LIVES)[number];

/** A signed-in person, whichever way they came in. */
export type Person = {
  kind: 'person';
  userId: string;
  email: string;
  name: string | null;
  operator: boolean;
  staff: readonly { clubId: number; role: StaffRole }[];
  /** How they proved who they are and, for a session, when and until when; a token carries the scope it was issued with. */
  via: SessionProof | { kind: 'token'; tokenId: string; scope: TokenScope };
};

/** What a session tells of how it was begun; `provenAt` is when the password or a second factor was last given. */
export type SessionProof = {
  kind: 'session';
  startedAt?: Date;
  endsAt?: Date;
  provenAt?: Date;
  sessionVersion?: number;
  life?: SessionLife;
};

/**
 * Somebody whose session opens nothing yet: a code of their second factor is missing, or an operator has none and must
 * set one up first.
 */
export type Unproven = Omit<Person, 'kind' | 'via'> & {
  kind: 'unproven';
  needs: 'code' | 'enrolment';
  via: SessionProof;
};

/** Who acts. */
export type Actor = { kind: 'anonymous' } | Unproven | Person | { kind: 'system'; job: string };

/**
 * What every verb is given: who asks, when, in which language, the id that ties its log lines together, and for a write
 * that a client may repeat under its `Idempotency-Key` what names that request, the first time and again. A request also
 * has the address that it comes from.
 */
export type Context = {
  actor: Actor;
  now: Date;
  locale: Locale;
  requestId: string;
  requestKey?: string;
  address?: string;
};

/** The context of a job or a script, which acts as the house itself. */
export function systemContext(job: string, requestId: string = randomUUID()): Context {
  return { actor: { kind: 'system', job }, now: new Date(), locale: 'es', requestId };
}

/** Which API key somebody acted with, as the audit keeps it beside who they are. */
export const keyOf = (actor: Actor): { api_key: string } | null =>
  actor.kind === 'person' && actor.via.kind === 'token' ? { api_key: actor.via.tokenId } : null;

/** How an actor is written in the audit log. */
export function actorName(actor: Actor, asStaff = false): string {
  switch (actor.kind) {
    case 'anonymous':
      return 'anonymous';
    case 'system':
      return `system:${actor.job}`;
    case 'unproven':
      return `user:${actor.userId}`;
    case 'person':
      return `${asStaff ? 'staff' : 'user'}:${actor.userId}`;
  }
}
