import { z } from 'zod';
import { errorSchema } from '@/app/api/v1/_shapes/error-schema';
import { sessionCookieName, visitorCookieName } from '@/lib/auth/session-cookie';
import { env } from '@/lib/core/env';
import { type ErrorCode, statusOf } from '@/lib/core/errors';
import { isHttps } from '@/lib/core/origin';
import { type Answer, pageOf } from '@/lib/web/answer';
import { PREVIEW } from '@/lib/web/preview';
import type { RouteRules } from '@/lib/web/route-options';
import { components } from './components';
import { type Endpoint, endpoints } from './endpoints';

/** A schema as OpenAPI 3.1 takes it, which is JSON Schema 2020-12. */
export type JsonSchema = z.core.JSONSchema.BaseSchema;
export type DescribedEndpoint = ReturnType<typeof describeEndpoint>;

const BASE = '/api/v1';

/** As `lib/web/idempotency.ts` takes it from a signed-in person. */
const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', description: 'The same key and body get the same answer for 24 hours.' },
} as const;

/** As `lib/web/preview.ts` takes it. */
const PREVIEW_PARAMETER = {
  name: PREVIEW,
  in: 'query',
  required: false,
  schema: {
    type: 'string',
    const: 'true',
    description: 'Answers 200 with what the write would give, and writes nothing.',
  },
} as const;

/** The API as an OpenAPI 3.1 document, made of the routes' own schemas. */
export function describeApi() {
  const paths: Record<string, Record<string, DescribedEndpoint>> = {};
  for (const endpoint of endpoints) {
    const path = `${BASE}${endpoint.path}`;
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: describeEndpoint(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Pista',
      version: '1',
      description:
        'Find a free court, hold it, pay and play. Instants carry the club’s offset, dates and times are local to ' +
        'the club, money is a decimal string unless a field is called `amount_minor` or mirrors a Stripe object. ' +
        'Every write accepts an `Idempotency-Key`. One person writes 60 and reads 300 times a minute, over all keys and ' +
        'sessions; changes of a club have 240 of their own. Beyond, and for who holds too many courts, lets too many ' +
        'go unpaid (`reason`: `open_holds`, `unpaid_today`, `start_rests`) or sends more than three files at once, the answer is 429 with `Retry-After`. A method that ' +
        'a path does not have is answered with 405 `method_not_allowed` and an `Allow` header. What happens is told live at `/ws/notifications`.',
    },
    servers: [{ url: new URL(env().NEXTAUTH_URL).origin }],
    paths,
    components: {
      securitySchemes: {
        key: { type: 'apiKey', in: 'header', name: 'Authorization', description: '`Token <key>`' },
        session: { type: 'apiKey', in: 'cookie', name: sessionCookieName(), description: describeSession() },
        visitor: {
          type: 'apiKey',
          in: 'cookie',
          name: visitorCookieName(),
          description:
            'A browser without an account, by the cookie that a page gave it; writes need an Origin of ours.',
        },
      },
      schemas: describeAnswers(),
    },
  };
}

const describeSession = () =>
  `The browser’s session${isHttps() ? '' : ' (this name over plain http)'}; writes need an Origin of ours.`;

function describeEndpoint(endpoint: Endpoint) {
  const { method, path, handler } = endpoint;
  const { options } = handler;
  const { auth, body, summary, answer, unfit } = options;
  const [tag = ''] = path.split('/').filter(Boolean);
  return {
    summary,
    tags: [tag],
    operationId: `${method.toLowerCase()}${path.replaceAll(/[^a-z]+(\w?)/gi, (_, next: string) => next.toUpperCase())}`,
    security: securityOf(auth),
    parameters: [
      ...parametersOf('path', options.params),
      ...parametersOf('query', options.query),
      ...(options.preview ? [PREVIEW_PARAMETER] : []),
      ...(takesKey(endpoint) ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(body &&
      body !== 'raw' && {
        requestBody: { required: true, content: bodyContent(options, inputSchema(body)) },
      }),
    responses: {
      ...(options.preview && answer.status === 201 && describeAnswer({ ...answer, status: 200 })),
      ...describeAnswer(answer),
      ...describeRefusals(endpoint),
      ...(unfit && {
        503: { description: 'Not fit to serve', content: jsonContent({ $ref: referenceTo(unfit) }) },
      }),
    },
  };
}

const takesKey = ({ method, handler }: Endpoint) => method !== 'GET' && handler.options.auth !== 'public';

function securityOf(auth: RouteRules['auth']): Record<string, string[]>[] {
  const signedIn: Record<string, string[]>[] = [{ key: [] }, { session: [] }];
  if (auth === 'public') return [];
  if (auth === 'booker') return [...signedIn, { visitor: [] }];
  return auth === 'optional' ? [{}, ...signedIn] : signedIn;
}

function parametersOf(place: 'path' | 'query', schema: z.ZodType | undefined) {
  const { properties = {}, required = [] } = schema ? inputSchema(schema) : {};
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

const inputSchema = (schema: z.ZodType): JsonSchema => {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return described;
};

const bodyContent = ({ form }: RouteRules, schema: object) =>
  form ? { 'multipart/form-data': { schema } } : jsonContent(schema);

const jsonContent = (schema: object) => ({ 'application/json': { schema } });
const reference = (name: string) => `#/components/schemas/${name}`;

const names = new Map(Object.entries(components).map(([name, schema]) => [schema, name]));

function referenceTo(schema: z.ZodType): string {
  const name = names.get(schema);
  if (name === undefined) throw new Error('what an endpoint answers needs a name in _contract/components.ts');
  return reference(name);
}

function describeAnswer(answer: Answer): Record<string, object> {
  if (answer.status === 204) return { 204: { description: 'Done' } };
  if ('mediaType' in answer) return { 200: { description: 'OK', content: { [answer.mediaType]: {} } } };
  const schema = 'list' in answer ? describeList(answer.list) : { $ref: referenceTo(answer.json) };
  const description = answer.status === 201 ? 'Created' : 'OK';
  return { [answer.status]: { description, content: jsonContent(schema) } };
}

function describeList(schema: z.ZodType): object {
  const { properties, required } = z.toJSONSchema(pageOf(schema));
  return {
    type: 'object',
    properties: { ...properties, results: { type: 'array', items: { $ref: referenceTo(schema) } } },
    required,
  };
}

/** By status, the codes that may come with it. */
function describeRefusals(endpoint: Endpoint): Record<string, object> {
  const codes = [...new Set(refusalsOf(endpoint))];
  const refusals: Record<string, object> = {};
  for (const code of codes.toSorted((a, b) => statusOf(a) - statusOf(b))) {
    const status = statusOf(code);
    const same = codes.filter((other) => statusOf(other) === status);
    refusals[status] = {
      description: same.map((other) => `\`${other}\``).join(', '),
      content: jsonContent({ $ref: referenceTo(errorSchema) }),
    };
  }
  return refusals;
}

function refusalsOf(endpoint: Endpoint): ErrorCode[] {
  const { method, handler } = endpoint;
  const { auth, query, params, body, refuses = [] } = handler.options;
  const codes: ErrorCode[] = [...refuses, 'internal', 'service_unavailable'];
  if (query || method !== 'GET') codes.push('invalid_input');
  if (method !== 'GET') codes.push('payload_too_large');
  if (method !== 'GET' && body !== 'raw') codes.push('unsupported_media_type');
  if (params) codes.push('not_found');
  if (auth !== 'public') codes.push('unauthenticated', 'rate_limited');
  if (auth === 'required' || auth === 'booker' || auth === 'operator') codes.push('forbidden');
  if (takesKey(endpoint)) codes.push('conflict');
  return codes;
}

function describeAnswers(): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [name, schema] of Object.entries(components)) registry.add(schema, { id: name });
  const { schemas } = z.toJSONSchema(registry, {
    uri: reference,
    // Clients must accept members that are added later.
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _, $id: __, ...schema }]) => [name, schema]),
  );
}
