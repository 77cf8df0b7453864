import { z } from 'zod';

/** As much of JSON Schema as a case is made of. */
const schema = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  exclusiveMaximum: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  required: z.array(z.string()).optional(),
  get properties() {
    return z.record(z.string(), schema).optional();
  },
  get items() {
    return schema.optional();
  },
  get anyOf() {
    return z.array(schema).optional();
  },
});
export type Schema = z.output<typeof schema>;

const described = z.object({
  operationId: z.string(),
  parameters: z.array(
    z.object({ name: z.string(), in: z.enum(['path', 'query', 'header']), required: z.boolean(), schema }),
  ),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema })) }).optional(),
  responses: z.record(
    z.string(),
    z.object({ content: z.record(z.string(), z.object({ schema: z.unknown().optional() })).optional() }),
  ),
});

const documentSchema = z.looseObject({
  openapi: z.string().startsWith('3.1'),
  paths: z.record(z.string(), z.record(z.string(), described)),
});

type Described = z.output<typeof described>;

/** One method of one path, as the document describes it. */
export type Operation = Pick<Described, 'parameters' | 'responses'> & {
  id: string;
  method: string;
  /** As the document writes it, with `{id}`. */
  path: string;
  /** Every method that the path has. */
  served: string[];
  body: Schema | null;
  /** The multipart form that it takes in place of a body. */
  form: Schema | null;
};

export type Document = { whole: object; operations: Operation[] };

/** Reads an OpenAPI 3.1 document. */
export function readDocument(given: unknown): Document {
  const document = documentSchema.parse(given);
  const operations = Object.entries(document.paths).flatMap(([path, methods]) => {
    const served = Object.keys(methods).map((method) => method.toUpperCase());
    return Object.entries(methods).map(([method, { operationId, parameters, responses, requestBody }]) => ({
      id: operationId,
      method: method.toUpperCase(),
      path,
      served,
      parameters,
      responses,
      body: requestBody?.content['application/json']?.schema ?? null,
      form: requestBody?.content['multipart/form-data']?.schema ?? null,
    }));
  });
  return { whole: document, operations };
}
