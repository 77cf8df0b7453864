import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, instant, publicId } from './columns';

/** Append-only; a trigger in `0001_guards.sql` refuses update and delete. */
export const audit = pgTable(
  'audit',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    entity: text({
      enum: [
        'reservation',
        'payment',
        'refund',
        'club',
        'court',
        'user',
        'notice',
        'webhook_event',
        'service',
        'finding',
      ],
    }).notNull(),
    entityId: text().notNull(),
    /** `user:<id>`, `staff:<id>`, `system:<job>` or `anonymous`; an API key they acted with is `api_key` of `detail`. */
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

/** A change that several services must take on; consistent once each of them has. */
export const operations = pgTable('operations', {
  id: publicId(),
  kind: text().notNull(),
  objectId: text().notNull(),
  startedBy: text().notNull(),
  createdAt: createdAt(),
});

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
 * What reconciliation and the checks found and did about it. What cannot be mended is `flagged` once and `resolved`
 * when it is gone, so that the last row about an object says whether it is still open. Append-only, as `audit` is.
 */
export const repairs = pgTable(
  'repairs',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    issue: text().notNull(),
    objectId: text().notNull(),
    action: text().notNull(),
    detail: jsonb().$type<Record<string, unknown>>(),
    /** As in `audit`; null in rows from before it was kept. */
    actor: text(),
    requestId: text(),
    at: createdAt(),
  },
  (t) => [index('repairs_at_idx').on(t.at), index('repairs_object_idx').on(t.issue, t.objectId, t.id)],
);

/** The last sign of life of each scheduled job. */
export const heartbeats = pgTable('heartbeats', {
  job: text().primaryKey(),
  at: instant().notNull(),
  durationMs: integer().notNull(),
  /** What the last run answered. */
  result: jsonb(),
});

/** Answers kept for a day under the key a caller chose, so that a repeated request is answered and not done again. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    /** Who asked, as in `audit`. */
    actor: text().notNull(),
    key: text().notNull(),
    /** SHA-256 of path and body; only a POST has a key. */
    requestHash: text().notNull(),
    /** Null while the first request is still being worked on. */
    status: integer(),
    /** The answer's body, sealed with `lib/core/seal.ts`, since it may hold a secret that is shown once. */
    sealedBody: text(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.actor, t.key] }), index('idempotency_keys_created_idx').on(t.createdAt)],
);
