import { z } from 'zod';
import { emit } from './emit';
import { invalidRequest, noSuch } from './failure';
import { getIntent } from './get-intent';
import { isOfCharge, listObjects, ofChargeParams } from './list-objects';
import { mergeMetadata } from './merge-metadata';
import type { Charge, Refund } from './objects';
import { integer, metadata } from './params';
import { refundCharge, settleRefund } from './refund-charge';
import { type Call, type Route, route } from './route';
import type { World } from './world';

const refundParams = z
  .strictObject({
    amount: integer.refine((value) => value > 0, 'This value must be greater than or equal to 1.').optional(),
    charge: z.string().optional(),
    metadata: metadata.optional(),
    payment_intent: z.string().optional(),
    reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  })
  .refine((params) => params.charge !== undefined || params.payment_intent !== undefined, {
    error: 'One of the following params should be provided for this request: payment_intent or charge.',
  });

function createRefund(call: Call, params: z.output<typeof refundParams>): Refund {
  const charge = chargeToRefund(call.world, params);
  return refundCharge(call, charge, {
    amount: params.amount,
    metadata: mergeMetadata({}, params.metadata),
    reason: params.reason ?? null,
  });
}

function chargeToRefund(world: World, { charge: id, payment_intent }: z.output<typeof refundParams>): Charge {
  const intent = payment_intent === undefined ? null : getIntent(world, payment_intent, 'payment_intent');
  const chargeId = id ?? intent?.latest_charge ?? '';
  const charge = world.charges.get(chargeId);
  if (id !== undefined && charge === undefined) throw noSuch('charge', id, 'charge');
  if (intent !== null && intent.status !== 'succeeded') {
    throw invalidRequest(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`, {
      param: 'payment_intent',
      intent,
    });
  }
  if (charge === undefined || charge.status !== 'succeeded') {
    throw invalidRequest(`Charge ${chargeId} was not paid, so it cannot be refunded.`, { param: 'charge' });
  }
  return charge;
}

function getRefund(world: World, id: string): Refund {
  const refund = world.refunds.get(id);
  if (refund === undefined) throw noSuch('refund', id, 'id');
  return refund;
}

export const refundRoutes: Route[] = [
  route({ method: 'POST', path: '/v1/refunds', params: refundParams, run: createRefund }),
  route({
    method: 'GET',
    path: '/v1/refunds',
    params: z.strictObject(ofChargeParams),
    run: ({ world }, { charge, payment_intent, ...page }) =>
      listObjects(
        [...world.refunds.values()].filter(isOfCharge({ charge, payment_intent })),
        page,
        '/v1/refunds',
      ),
  }),
  route({
    method: 'GET',
    path: '/v1/refunds/:id',
    params: z.strictObject({}),
    run: ({ world, id }) => getRefund(world, id),
  }),
  route({
    method: 'POST',
    path: '/v1/refunds/:id',
    params: z.strictObject({ metadata: metadata.optional() }),
    run(call, params) {
      const refund = getRefund(call.world, call.id);
      refund.metadata = mergeMetadata(refund.metadata, params.metadata);
      emit(call, 'refund.updated', refund);
      return refund;
    },
  }),
  route({
    method: 'POST',
    path: '/v1/refunds/:id/cancel',
    params: z.strictObject({}),
    run(call) {
      const refund = getRefund(call.world, call.id);
      if (refund.status !== 'requires_action') {
        throw invalidRequest(
          `The refund ${refund.id} has a status of ${refund.status}. Only refunds in requires_action can be canceled.`,
        );
      }
      settleRefund(call, refund, 'canceled');
      return refund;
    },
  }),
];
