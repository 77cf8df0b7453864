import { headers } from 'next/headers';
import type { z } from 'zod';
import { asAppError } from './as-app-error';
import { clientAddress } from './client-address';
import type { Context } from './context';
import type { ErrorCode } from './errors';
import { log } from './log';
import { assertSameOrigin } from './origin';
import { recognise, visitContext } from './page-context';
import { parse } from './parse';
import { withRequestId } from './request-id';
import { limitRate } from './services/rate-limit';
import { assertTame } from './request-body';

/** What a form is told; `message` is English, the page words `code` in its own language. */
export type ActionResult<Data> =
  | { ok: true; data: Data }
  | {
      ok: false;
      code: ErrorCode;
      message: string;
      fields: Record<string, string[]>;
      retryAfterSeconds?: number;
    };

/**
 * A server action over one verb, in the shape of `useActionState`: same-origin, rate-limited, its form parsed with
 * the page's language for messages. Whatever fails comes back as a result; nothing that was typed is echoed.
 */
export function action<Input, Data>(
  schema: z.ZodType<Input>,
  verb: (ctx: Context, input: Input) => Promise<Data>,
) {
  return async (_previous: ActionResult<Data> | null, form: FormData): Promise<ActionResult<Data>> =>
    runAction(await headers(), form, schema, verb);
}

/** What an action does with the headers and the form of one request. */
export async function runAction<Input, Data>(
  incoming: Headers,
  form: FormData,
  schema: z.ZodType<Input>,
  verb: (ctx: Context, input: Input) => Promise<Data>,
): Promise<ActionResult<Data>> {
  const visit = visitContext(incoming);
  try {
    const ctx = await recognise(visit, incoming);
    assertSameOrigin(incoming);
    await (ctx.actor.kind === 'person'
      ? limitRate('write', `user:${ctx.actor.userId}`)
      : limitRate('anonymous', clientAddress(incoming)));
    const input = parse(schema, valuesOf(form), ctx.locale);
    return { ok: true, data: await withRequestId(ctx.requestId, () => verb(ctx, input)) };
  } catch (error) {
    return failure(error, visit);
  }
}

/** Text fields by name; Next's own members and files are left out. */
function valuesOf(form: FormData): Record<string, FormDataEntryValue> {
  const values = Object.fromEntries(
    [...form].filter(([name, value]) => typeof value === 'string' && !name.startsWith('$ACTION')),
  );
  assertTame(values);
  return values;
}

function failure(error: unknown, ctx: Context): ActionResult<never> {
  const known = asAppError(error);
  if (known.status >= 500) log().error({ requestId: ctx.requestId, err: error }, 'an action failed');
  const { code, message, fields = {}, retryAfterSeconds } = known;
  return { ok: false, code, message, fields, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
}
