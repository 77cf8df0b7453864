import { z } from 'zod';

/** An event as a sender posts it; the SDK leaves `id` out when the sender gave none. */
export const eventSchema = z.looseObject({
  name: z.string().min(1),
  data: z
    .record(z.string(), z.unknown())
    .nullish()
    .transform((data) => data ?? {}),
  id: z.string().optional(),
  ts: z.number().optional(),
});

/** An event as functions receive it. */
export type InngestEvent = z.infer<typeof eventSchema> & { id: string; ts: number };

const limitSchema = z.object({
  limit: z.number(),
  key: z.string().optional(),
  scope: z.enum(['fn', 'env', 'account']).default('fn'),
});

/** One entry of the `functions` an app registers; `batchEvents`, `throttle`, `priority` and `timeouts` are not played. */
export const functionSchema = z.object({
  id: z.string(),
  triggers: z.array(
    z.union([
      z.object({ event: z.string(), expression: z.string().optional() }),
      z.object({ cron: z.string() }),
    ]),
  ),
  steps: z.object({
    step: z.object({
      /** The address at which the app is called. */
      runtime: z.object({ url: z.url({ protocol: /^https?$/ }) }),
      retries: z.object({ attempts: z.number().optional() }).optional(),
    }),
  }),
  idempotency: z.string().optional(),
  concurrency: z
    .union([
      z.number().transform((limit) => [limitSchema.parse({ limit })]),
      limitSchema.transform((limit) => [limit]),
      z.array(limitSchema),
    ])
    .default([]),
  cancel: z
    .array(z.object({ event: z.string(), if: z.string().optional(), timeout: z.string().optional() }))
    .default([]),
  singleton: z.object({ key: z.string().optional(), mode: z.enum(['skip', 'cancel']) }).optional(),
  rateLimit: z.object({ key: z.string().optional(), limit: z.number(), period: z.string() }).optional(),
  debounce: z
    .object({ key: z.string().optional(), period: z.string(), timeout: z.string().optional() })
    .optional(),
});

export type AppFunction = z.infer<typeof functionSchema>;

/** The app's answer to an in-band sync, with its own description. */
export const syncSchema = z.object({ functions: z.array(functionSchema) });

/** An error of a function or step as the SDK serialises it. */
export const failureSchema = z
  .looseObject({
    name: z.string().optional(),
    message: z.string().optional(),
    error: z.string().optional(),
  })
  .catch({})
  .transform((failure) => ({
    ...failure,
    name: failure.name || 'Error',
    message: failure.message || failure.error || 'The app gave no reason.',
  }));

export type Failure = z.infer<typeof failureSchema>;

const data = z
  .unknown()
  .optional()
  .transform((value) => value ?? null);

/** The operations that a function may answer with and the sandbox plays. */
export const opSchema = z.discriminatedUnion('op', [
  z.object({ op: z.literal('StepRun'), id: z.string(), data }),
  z.object({ op: z.literal('StepError'), id: z.string(), error: failureSchema }),
  z.object({ op: z.literal('StepFailed'), id: z.string(), error: failureSchema }),
  z.object({ op: z.literal('StepPlanned'), id: z.string() }),
  z.object({ op: z.literal('Sleep'), id: z.string(), name: z.string() }),
  z.object({
    op: z.literal('WaitForEvent'),
    id: z.string(),
    name: z.string(),
    opts: z.object({ timeout: z.string(), if: z.string().optional() }),
  }),
  z.object({
    op: z.literal('InvokeFunction'),
    id: z.string(),
    opts: z.object({
      function_id: z.string(),
      payload: z.object({ data: z.record(z.string(), z.unknown()).default({}) }),
      timeout: z.string().optional(),
    }),
  }),
  z.object({ op: z.literal('RunComplete'), id: z.string(), data }),
]);

export type Op = z.infer<typeof opSchema>;

/** The result of a finished step, as the SDK reads it back. */
export type Memo = { data: unknown } | { error: Failure };
