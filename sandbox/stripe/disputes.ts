import { z } from 'zod';
import { emit } from './emit';
import { invalidRequest, noSuch } from './failure';
import { isOfCharge, listObjects, ofChargeParams } from './list-objects';
import type { Charge, Dispute } from './objects';
import { type Route, route } from './route';
import { type Act, newId, type World } from './world';

const RESPONSE_DAYS = 7;

/** The cardholder's bank takes the money back; there is one dispute to a charge. */
export function openDispute(
  act: Act,
  charge: Charge,
  reason: string,
  amount = charge.amount_captured,
): Dispute {
  if (charge.disputed) throw invalidRequest(`Charge ${charge.id} is already disputed.`);
  const now = act.world.clock.nowSeconds();
  const dispute: Dispute = {
    id: newId('du'),
    object: 'dispute',
    amount,
    charge: charge.id,
    created: now,
    currency: charge.currency,
    evidence_details: {
      due_by: now + RESPONSE_DAYS * 86_400,
      has_evidence: false,
      past_due: false,
      submission_count: 0,
    },
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason,
    status: 'needs_response',
  };
  act.world.disputes.set(dispute.id, dispute);
  charge.disputed = true;
  emit(act, 'charge.dispute.created', dispute);
  emit(act, 'charge.dispute.funds_withdrawn', dispute);
  return dispute;
}

/** The bank decides; a dispute that is won brings the money back. */
export function closeDispute(act: Act, id: string, status: 'won' | 'lost'): Dispute {
  const dispute = getDispute(act.world, id);
  if (dispute.status !== 'needs_response') throw invalidRequest('This dispute is already closed');
  dispute.status = status;
  emit(act, 'charge.dispute.closed', dispute, { status: 'needs_response' });
  if (status === 'won') emit(act, 'charge.dispute.funds_reinstated', dispute);
  return dispute;
}

function getDispute(world: World, id: string): Dispute {
  const dispute = world.disputes.get(id);
  if (dispute === undefined) throw noSuch('dispute', id, 'id');
  return dispute;
}

export const disputeRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/v1/disputes/:id',
    params: z.strictObject({}),
    run: ({ world, id }) => getDispute(world, id),
  }),
  route({
    method: 'GET',
    path: '/v1/disputes',
    params: z.strictObject(ofChargeParams),
    run: ({ world }, { charge, payment_intent, ...page }) =>
      listObjects(
        [...world.disputes.values()].filter(isOfCharge({ charge, payment_intent })),
        page,
        '/v1/disputes',
      ),
  }),
];
