import { z } from 'zod';
import type { Reply, Request } from '../serve';
import { newCard } from './cards';
import { authenticate } from './charge-intent';
import { moveDispute, openDispute } from './disputes';
import { getEvent } from './events';
import { invalidRequest, noSuch, StripeFailure } from './failure';
import { getIntent } from './get-intent';
import { assertStatus } from './intent-status';
import type { Charge, Refund } from './objects';
import { payOutOfBand, payParams } from './pay-out-of-band';
import { bounceRefund, forgetRefund, refundCharge, settleRefund } from './refund-charge';
import { restore, restoreParams } from './restore';
import { authenticateSetup, setUpCard } from './set-up-card';
import { getSetupIntent } from './setup-intents';
import { ledgerOf, stateOf } from './state';
import type { WebhookSender } from './webhooks';
import { byItself, resetWorld, type World } from './world';

type Desk = { world: World; webhooks: WebhookSender; id: string };
type Control = {
  method: 'GET' | 'POST';
  path: RegExp;
  act: (desk: Desk, body: unknown) => object | Promise<object>;
};

const control = <P>(
  method: Control['method'],
  path: string,
  schema: z.ZodType<P>,
  act: (desk: Desk, params: P) => object | Promise<object>,
): Control => ({
  method,
  path: new RegExp(`^/_control/${path.replace(':id', '([^/]+)')}$`),
  act: (desk, body) => act(desk, schema.parse(body)),
});

const nothing = z.strictObject({});
const count = z.number().int().min(0);

const CONTROLS: Control[] = [
  control('GET', 'state', nothing, ({ world, webhooks }) => stateOf(world, webhooks)),
  control('GET', 'ledger', nothing, ({ world }) => ledgerOf(world)),
  control('POST', 'reset', nothing, ({ world, webhooks }) => {
    webhooks.clear();
    resetWorld(world);
    return {};
  }),
  control('POST', 'restore', restoreParams, ({ world }, known) => restore(world, known)),
  control(
    'POST',
    'webhooks',
    z
      .strictObject({
        duplicate: count.max(20),
        shuffle: z.boolean(),
        delay_ms: count,
        drop: count,
        bad_signature: count,
        also_sign_with: z.string().nullable(),
      })
      .partial(),
    ({ world }, change) => Object.assign(world.settings.webhooks, change),
  ),
  control('POST', 'webhooks/pause', nothing, ({ webhooks }) => {
    webhooks.pause();
    return { paused: true };
  }),
  control('POST', 'webhooks/resume', nothing, ({ webhooks }) => {
    webhooks.resume();
    return { paused: false };
  }),
  control('POST', 'webhooks/flush', nothing, async ({ webhooks }) => ({
    undelivered: await webhooks.flush(),
  })),
  control('POST', 'events/:id/resend', nothing, ({ world, webhooks, id }) => {
    const event = getEvent(world, id);
    webhooks.enqueue(event);
    return event;
  }),
  control(
    'POST',
    'refunds',
    z
      .strictObject({
        mode: z.enum(['succeeded', 'pending_then_succeeded', 'pending_then_failed', 'requires_action']),
        settle_ms: count,
      })
      .partial(),
    ({ world }, change) => Object.assign(world.settings.refunds, change),
  ),
  control(
    'POST',
    'refunds/:id/settle',
    z.strictObject({ outcome: z.enum(['succeeded', 'failed']) }),
    ({ world, id }, { outcome }) => {
      const refund = knownRefund(world, id);
      settleRefund(byItself(world), refund, outcome);
      return refund;
    },
  ),
  control('POST', 'refunds/:id/bounce', nothing, ({ world, id }) => {
    const refund = knownRefund(world, id);
    bounceRefund(byItself(world), refund);
    return refund;
  }),
  control('POST', 'refunds/:id/forget', nothing, ({ world, id }) => {
    forgetRefund(world, knownRefund(world, id));
    return {};
  }),
  control('POST', 'processing', z.strictObject({ processing_ms: count }), ({ world }, { processing_ms }) => {
    world.settings.processing_ms = processing_ms;
    return { processing_ms };
  }),
  control(
    'POST',
    'work',
    z.strictObject({ delay_ms: count, fail: count, after_work: z.boolean() }).partial(),
    ({ world }, change) => Object.assign(world.settings.work, change),
  ),
  control('POST', 'payment_intents/:id/pay', payParams, ({ world, id }, how) =>
    payOutOfBand(world, getIntent(world, id), how),
  ),
  control(
    'POST',
    'payment_intents/:id/authenticate',
    z.strictObject({ approve: z.boolean() }),
    ({ world, id }, { approve }) => {
      const intent = getIntent(world, id);
      assertStatus(intent, ['requires_action'], 'could not be authenticated');
      authenticate(byItself(world), intent, approve);
      return intent;
    },
  ),
  control(
    'POST',
    'setup_intents/:id/confirm',
    z.strictObject({ card: z.string().default('4242424242424242') }),
    ({ world, id }, { card }) => {
      const setup = getSetupIntent(world, id);
      const how = { returnUrl: undefined, useStripeSdk: true };
      setUpCard(byItself(world), setup, newCard(world, card), how);
      return setup;
    },
  ),
  control(
    'POST',
    'setup_intents/:id/authenticate',
    z.strictObject({ approve: z.boolean() }),
    ({ world, id }, { approve }) => {
      const setup = getSetupIntent(world, id);
      authenticateSetup(byItself(world), setup, approve);
      return setup;
    },
  ),
  control(
    'POST',
    'payment_intents/:id/refund',
    z.strictObject({ amount: z.number().int().positive().optional() }),
    ({ world, id }, { amount }) =>
      refundCharge(byItself(world), paidCharge(world, id), {
        amount,
        metadata: {},
        reason: 'requested_by_customer',
      }),
  ),
  control(
    'POST',
    'payment_intents/:id/dispute',
    z.strictObject({
      reason: z.string().default('fraudulent'),
      amount: z.number().int().positive().optional(),
      inquiry: z.boolean().default(false),
    }),
    ({ world, id }, how) => openDispute(byItself(world), paidCharge(world, id), how),
  ),
  control(
    'POST',
    'disputes/:id/move',
    z.strictObject({
      status: z.enum([
        'warning_under_review',
        'warning_closed',
        'needs_response',
        'under_review',
        'won',
        'lost',
      ]),
    }),
    ({ world, id }, { status }) => moveDispute(byItself(world), id, status),
  ),
  control('POST', 'objects/:id/distort', z.record(z.string(), z.unknown()), ({ world, id }, change) => {
    const object = world.intents.get(id) ?? world.refunds.get(id);
    if (object === undefined) throw noSuch('object', id, 'id');
    return Object.assign(object, change);
  }),
  control('POST', 'idempotency_keys/forget', nothing, ({ world }) => {
    world.answers.clear();
    return {};
  }),
  control('POST', 'clock/advance', z.strictObject({ ms: count }), ({ world }, { ms }) => {
    world.clock.advance(ms);
    return { now: new Date(world.clock.nowMs()).toISOString() };
  }),
];

function knownRefund(world: World, id: string): Refund {
  const refund = world.refunds.get(id);
  if (refund === undefined) throw noSuch('refund', id, 'id');
  return refund;
}

function paidCharge(world: World, intentId: string): Charge {
  const charge = world.charges.get(getIntent(world, intentId).latest_charge ?? '');
  if (charge?.status !== 'succeeded') throw invalidRequest(`${intentId} has no successful charge.`);
  return charge;
}

/** Answers one switch under `/_control/`, JSON in and out. */
export async function answerControl(world: World, webhooks: WebhookSender, request: Request): Promise<Reply> {
  for (const { method, path, act } of CONTROLS) {
    const match = path.exec(request.path);
    if (match === null || method !== request.method) continue;
    try {
      const body: unknown = JSON.parse(request.body || '{}');
      return json(200, await act({ world, webhooks, id: match[1] ?? '' }, body));
    } catch (error) {
      if (error instanceof StripeFailure) return json(error.status, error.body('', 'server'));
      if (error instanceof z.ZodError) return json(400, { error: { message: z.prettifyError(error) } });
      if (error instanceof SyntaxError) return json(400, { error: { message: error.message } });
      throw error;
    }
  }
  return json(404, { error: { message: `There is no control ${request.method} ${request.path}.` } });
}

const json = (status: number, body: object): Reply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body, null, 2),
});
