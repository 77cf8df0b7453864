import { z } from 'zod';
import { AppError, notFound } from '@/lib/core/errors';
import { parse } from '@/lib/core/input/parse';
import { assertSafeJson, readForm, readJson } from '@/lib/core/input/request-body';
import { isRead } from './is-read';
import { PREVIEW } from './preview';
import type { RouteOptions } from './route-options';

/** A route's body schema must refuse unknown members. */
export function assertStrict(body: z.ZodType | 'raw' | undefined): void {
  const object = body && body !== 'raw' && objectOf(body);
  if (object && !(object.def.catchall instanceof z.ZodNever)) {
    throw new Error('the body of a route must be a z.strictObject, so that unknown keys are refused');
  }
}

/** The members that a schema reads, under the names of the request. */
function objectOf(schema: z.ZodType): z.ZodObject | undefined {
  const read = schema instanceof z.ZodPipe ? schema.in : schema;
  return read instanceof z.ZodObject ? read : undefined;
}

/** Stands in for a schema that a route does not give. */
const absent = z.custom<never>((value) => value === undefined);

/**
 * Path, query and body as the route's schemas have them.
 * @throws AppError `not_found` for the path, else `invalid_input`, `payload_too_large`, `unsupported_media_type`
 */
export async function parseRequest<Query, Params, Body>(
  request: Request,
  pathParams: unknown,
  { query, params, body, form, preview }: RouteOptions<Query, Params, Body>,
) {
  if (!isRead(request) && body !== 'raw') assertKnownParameters(request, query, preview ? [PREVIEW] : []);
  return {
    params: parseParams(params ?? absent, params && pathParams),
    query: parse(query ?? absent, query && queryOf(request)),
    body: await parseBody(request, body, form),
  };
}

/** Webhooks of providers may carry any parameters, so raw bodies are not checked for unknown ones. */
function assertKnownParameters(
  request: Request,
  query: z.ZodType | undefined,
  more: readonly string[],
): void {
  const known = [...Object.keys((query && objectOf(query))?.shape ?? {}), ...more];
  const unknown = [...new URL(request.url).searchParams.keys()].filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new AppError('invalid_input', 'Nothing was done: this write knows no such parameter.', {
    fields: Object.fromEntries(unknown.map((name) => [name, ['is not known here']])),
  });
}

const nothing = z.strictObject({});

async function parseBody<Body>(
  request: Request,
  schema: RouteOptions<unknown, unknown, Body>['body'],
  form: RouteOptions<unknown, unknown, Body>['form'],
) {
  if (schema !== undefined && schema !== 'raw')
    return parse(schema, await (form ? readForm(request, form.maxBytes) : readJson(request)));
  if (schema === undefined && !isRead(request)) parse(nothing, await readJson(request));
  return parse(absent, undefined);
}

function parseParams<Params>(schema: z.ZodType<Params>, pathParams: unknown): Params {
  const parsed = schema.safeParse(pathParams);
  if (!parsed.success) throw notFound('page');
  return parsed.data;
}

function queryOf(request: Request): Record<string, string> {
  const search = new URL(request.url).searchParams;
  const twice = [...search.keys()].find((name) => search.getAll(name).length > 1);
  if (twice !== undefined) {
    throw new AppError('invalid_input', `Give ${twice} once.`, {
      fields: { [twice]: ['given more than once'] },
    });
  }
  const values = Object.fromEntries(search);
  assertSafeJson(values);
  return values;
}
