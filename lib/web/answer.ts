import { z } from 'zod';
import type { ErrorCode } from '@/lib/core/errors';

/** The answer of an endpoint's success: an object, a page of a list, a file, or nothing. */
export type Answer =
  | { status: 200 | 201; json: z.ZodType }
  | { status: 200; list: z.ZodType }
  | { status: 200; mediaType: string }
  | { status: 204 };

/** What the API's description says of an endpoint beyond its input. */
export type Described = {
  summary: string;
  answer: Answer;
  /** The body of a 503 that is a report and no refusal. */
  unfit?: z.ZodType;
  /** The refusals beyond those of every endpoint of its kind. */
  refuses?: readonly ErrorCode[];
};

export const ok = <Schema extends z.ZodType>(schema: Schema) => ({ status: 200, json: schema }) as const;
export const created = <Schema extends z.ZodType>(schema: Schema) => ({ status: 201, json: schema }) as const;
export const listOf = <Schema extends z.ZodType>(schema: Schema) => ({ status: 200, list: schema }) as const;
export const file = (mediaType: string) => ({ status: 200, mediaType }) as const;
export const noContent = { status: 204 } as const;

/** A page of a list, as `paged` makes it. */
export const pageOf = (schema: z.ZodType) =>
  z.strictObject({
    results: z.array(schema),
    count: z.int(),
    next: z.url().nullable(),
    nearest_city: z.string().optional(),
  });
