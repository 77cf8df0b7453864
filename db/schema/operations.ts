import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, instant, publicId } from './columns';

/** Append-only, by a trigger in `0001_guards.sql`. */
export const audit = pgTable(
  'audit',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    entity: text({
      enum: [
        'reservation',
        'payment',
        'refund',
        'due',
        'till',
        'club',
        'court',
        'series',
        'customer',
        'user',
        'notice',
        'webhook_event',
        'service',
        'finding',
        'invitation',
      ],
    }).notNull(),
    entityId: text().notNull(),
    /**
     * `user:<id>`, `staff:<id>`, `system:<job>` or `anonymous`. The API key that was used is `api_key` of `detail`.
     */
    actor: text().notNull(),
    fromState: text(),
    toState: text().notNull(),
    detail: jsonb().$type<Record<string, unknown>>(),
    requestId: text(),
    at: createdAt(),
  },
  (t) => [
    index('audit_entity_idx').on(t.entity, t.entityId, t.id),
    index('audit_actor_idx').on(t.actor, t.id),
    index('audit_at_idx').on(t.at),
  ],
);

export const OPERATION_SERVICES = ['database', 'cache', 'search'] as const;

/** A change for several services, consistent once each of them has it. */
export const operations = pgTable(
  'operations',
  {
    id: publicId(),
    kind: text().notNull(),
    objectId: text().notNull(),
    startedBy: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [index('operations_object_idx').on(t.objectId, t.id)],
);

export const operationServices = pgTable(
  'operation_services',
  {
    operationId: uuid()
      .notNull()
      .references(() => operations.id),
    service: text({ enum: OPERATION_SERVICES }).notNull(),
    status: text({ enum: ['pending', 'completed', 'failed'] })
      .notNull()
      .default('pending'),
    lastError: text(),
    updatedAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.operationId, t.service] })],
);

/**
 * Findings of reconciliation and checks, with their repairs. An open one is `flagged` once and `resolved` when it is
 * gone, so the last row of an object says whether it is open; append-only, like `audit`.
 */
export const repairs = pgTable(
  'repairs',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    issue: text().notNull(),
    objectId: text().notNull(),
    action: text().notNull(),
    detail: jsonb().$type<Record<string, unknown>>(),
    /** As in `audit`. Null in rows from before it was stored. */
    actor: text(),
    requestId: text(),
    at: createdAt(),
  },
  (t) => [index('repairs_at_idx').on(t.at), index('repairs_object_idx').on(t.issue, t.objectId, t.id)],
);

/** The last heartbeat of each scheduled job. */
export const heartbeats = pgTable('heartbeats', {
  job: text().primaryKey(),
  at: instant().notNull(),
  durationMs: integer().notNull(),
  /** The result of the last run. */
  result: jsonb(),
});

/** Answers that are kept for a day under a caller's key, so that a repeated request is not done again. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    /** The actor, as in `audit`, or `club_key:<id>`. */
    actor: text().notNull(),
    key: text().notNull(),
    /** SHA-256 of path and body. Only a POST has a key. */
    requestHash: text().notNull(),
    /** Null while the first request is still being worked on. */
    status: integer(),
    /** The answer's body, sealed with `lib/core/seal.ts`, since it may hold a secret that is shown once. */
    sealedBody: text(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.actor, t.key] }), index('idempotency_keys_created_idx').on(t.createdAt)],
);
