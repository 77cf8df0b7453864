import { z } from 'zod';
import { emit } from './emit';
import { invalidRequest, noSuch } from './failure';
import { isOfCharge, listObjects, ofChargeParams } from './list-objects';
import type { Charge, Dispute, DisputeStatus } from './objects';
import { type Route, route } from './route';
import { type Act, newId, type World } from './world';

const RESPONSE_DAYS = 7;

type Opened = { reason: string; amount?: number | undefined; inquiry?: boolean };

/**
 * The cardholder's bank takes the money back, or first inquires, which takes nothing and leaves the charge refundable
 * (docs.stripe.com/disputes/how-disputes-work). A charge has one dispute.
 */
export function openDispute(act: Act, charge: Charge, { reason, amount, inquiry = false }: Opened): Dispute {
  if (charge.disputed) throw invalidRequest(`Charge ${charge.id} is already disputed.`);
  const now = act.world.clock.nowSeconds();
  const dispute: Dispute = {
    id: newId('du'),
    object: 'dispute',
    amount: amount ?? charge.amount_captured,
    charge: charge.id,
    created: now,
    currency: charge.currency,
    evidence_details: {
      due_by: now + RESPONSE_DAYS * 86_400,
      has_evidence: false,
      past_due: false,
      submission_count: 0,
    },
    is_charge_refundable: inquiry,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason,
    status: inquiry ? 'warning_needs_response' : 'needs_response',
  };
  act.world.disputes.set(dispute.id, dispute);
  charge.disputed = true;
  emit(act, 'charge.dispute.created', dispute);
  if (!inquiry) emit(act, 'charge.dispute.funds_withdrawn', dispute);
  return dispute;
}

/** The transitions of a dispute. States without one are final. */
const NEXT: Partial<Record<DisputeStatus, readonly DisputeStatus[]>> = {
  warning_needs_response: ['warning_under_review', 'warning_closed', 'needs_response'],
  warning_under_review: ['warning_closed', 'needs_response'],
  needs_response: ['under_review', 'won', 'lost'],
  under_review: ['won', 'lost'],
};

/** Moves a dispute on. A won one returns the money, and an inquiry may become a dispute. */
export function moveDispute(act: Act, id: string, status: DisputeStatus): Dispute {
  const dispute = getDispute(act.world, id);
  const before = { status: dispute.status };
  if (!NEXT[dispute.status]?.includes(status)) {
    throw invalidRequest(`A dispute that is ${dispute.status} cannot become ${status}.`);
  }
  const escalated = status === 'needs_response';
  dispute.status = status;
  dispute.is_charge_refundable = !escalated && (dispute.is_charge_refundable || status === 'won');
  emit(act, NEXT[status] ? 'charge.dispute.updated' : 'charge.dispute.closed', dispute, before);
  if (escalated) emit(act, 'charge.dispute.funds_withdrawn', dispute);
  if (status === 'won') emit(act, 'charge.dispute.funds_reinstated', dispute);
  return dispute;
}

/** Whether a dispute keeps its charge from being refunded. */
export const isHeld = (world: World, charge: Charge): boolean =>
  [...world.disputes.values()].some(
    (dispute) => dispute.charge === charge.id && !dispute.is_charge_refundable,
  );

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
