import { headers } from 'next/headers';
import type { z } from 'zod';
import { asAppError } from '@/lib/core/as-app-error';
import { clientAddress } from '@/lib/core/client-address';
import type { Context } from '@/lib/core/context';
import type { ErrorCode } from '@/lib/core/errors';
import { parse } from '@/lib/core/input/parse';
import { assertSafeJson } from '@/lib/core/input/request-body';
import { filesOf } from '@/lib/core/input/upload';
import { typedFields } from '@/lib/core/input/typed-fields';
import { log } from '@/lib/core/log';
import { assertSameOrigin } from '@/lib/core/origin';
import { withRequestId } from '@/lib/core/request-id';
import { proveSession } from '@/lib/factors/prove-session';
import { PROOF_FIELD, type ProofWay, proveAnew, waysToStepUp } from '@/lib/factors/step-up';
import { limitRate, type RatePolicy } from '@/lib/services/redis/rate-limit';
import { recognise, visitContext } from './page-context';
import { type ByRole, countedAs, policyFor } from './write-limit';

/** What a form gets back. `message` is English; the page says `code` in its own language. */
export type ActionResult<Data> =
  | { ok: true; data: Data }
  | {
      ok: false;
      code: ErrorCode;
      message: string;
      fields: Record<string, string[]>;
      /** Which of its causes an error code has. */
      reason?: string;
      retryAfterSeconds?: number;
      /**
       * What was typed, without secrets, where the form was sent without scripts. Its answer is a new page, in which
       * the fields would be as stored.
       */
      typed?: Readonly<Record<string, string>>;
      /** The action needs the password or a code first. The form asks for it and sends `typed` again. */
      stepUp?: StepUp;
    };

export type StepUp = {
  ways: readonly ProofWay[];
  /** Every field of the form except the proof. */
  typed: Readonly<Record<string, string>>;
};

/**
 * A server action over one verb, in the shape of `useActionState`: same origin, rate-limited, parsed in the page's
 * language. Errors come back as a result, never as an exception. Forms of a club's staff count as `staffWrite`, and
 * those of pages that players and staff share as `byRole`.
 */
export function action<Input, Data>(
  schema: z.ZodType<Input>,
  verb: (ctx: Context, input: Input) => Promise<Data>,
  limit: WritePolicy = 'write',
) {
  return async (_previous: ActionResult<Data> | null, form: FormData): Promise<ActionResult<Data>> =>
    runAction(await headers(), form, schema, verb, limit);
}

type WritePolicy = Extract<RatePolicy, 'write' | 'staffWrite'> | ByRole;

/** What an action does with the headers and the form of one request. */
export async function runAction<Input, Data>(
  incoming: Headers,
  form: FormData,
  schema: z.ZodType<Input>,
  verb: (ctx: Context, input: Input) => Promise<Data>,
  limit: WritePolicy = 'write',
): Promise<ActionResult<Data>> {
  const visit = visitContext(incoming);
  let typed: Record<string, string> = {};
  try {
    const ctx = await recognise(visit, incoming);
    assertSameOrigin(incoming);
    await limitSender(ctx, incoming, limit);
    const { [PROOF_FIELD]: proof = '', ...values } = valuesOf(form);
    typed = values;
    const input = parse(schema, { ...values, ...(await filesOf(form)) }, ctx.locale);
    const act = async () => verb(await provenContext(ctx, proof), input);
    return { ok: true, data: await withRequestId(ctx.requestId, act) };
  } catch (error) {
    const failed = failure(error, visit, typed);
    return isScripted(incoming) ? failed : { ...failed, typed: typedFields(typed) };
  }
}

/** A visitor is counted by address, since a browser may have a new cookie whenever it likes. */
const limitSender = ({ actor }: Context, incoming: Headers, limit: WritePolicy): Promise<void> =>
  actor.kind === 'person'
    ? limitRate(policyFor(limit, actor), countedAs(actor))
    : limitRate('anonymous', clientAddress(incoming));

/** Whether scripts sent the form. The page then keeps what is typed. */
const isScripted = (incoming: Headers): boolean => incoming.has('next-action');

/** Checks a typed proof and marks this browser's session as proven. */
async function provenContext(ctx: Context, proof: string): Promise<Context> {
  if (proof === '') return ctx;
  const proven = await proveAnew(ctx, proof);
  await proveSession(ctx.now, proven.given);
  return proven.ctx;
}

/** The text fields of a form by name, without files and Next's own fields. */
function valuesOf(form: FormData): Record<string, string> {
  const values = Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      typeof value === 'string' && !name.startsWith('$ACTION') ? [[name, value] as const] : [],
    ),
  );
  assertSafeJson(values);
  return values;
}

type Failure = Extract<ActionResult<never>, { ok: false }>;

function failure(error: unknown, ctx: Context, typed: Record<string, string>): Failure {
  const known = asAppError(error);
  if (known.status >= 500) log().error({ requestId: ctx.requestId, err: error }, 'an action failed');
  const { code, message, fields = {}, details, retryAfterSeconds } = known;
  const ways = waysToStepUp(known);
  return {
    ok: false,
    code,
    message,
    fields,
    ...(typeof details?.reason === 'string' && { reason: details.reason }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    ...(ways && { stepUp: { ways, typed } }),
  };
}
