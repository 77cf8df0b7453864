import { z } from 'zod';
import type { Sandbox } from '@/sandbox/start';
import { stripeControl } from './stripe-control';

const withId = z.object({ id: z.string() });

/** The bank takes a payment back, by default all of it. Returns the dispute's id. */
export async function openDispute(sandbox: Sandbox, intentId: string, how: object = {}): Promise<string> {
  return withId.parse(await stripeControl(sandbox, `payment_intents/${intentId}/dispute`, how)).id;
}

/** The bank goes on with it. */
export const moveDispute = (sandbox: Sandbox, disputeId: string, status: string) =>
  stripeControl(sandbox, `disputes/${disputeId}/move`, { status });

/** A dispute as Stripe has it now. */
export function readingOf(id: string, paymentIntentId: string) {
  const now = new Date();
  const facts = { id, paymentIntentId, amountMinor: 4500, currency: 'EUR', reason: 'fraudulent' };
  return { ...facts, status: 'under_review', refundable: false, evidenceDueAt: null, createdAt: now };
}
