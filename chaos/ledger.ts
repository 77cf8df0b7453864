import { z } from 'zod';
import type { Sandbox } from '@/sandbox/start';
import { control } from './world';

const intentSchema = z.object({
  id: z.string(),
  status: z.string(),
  currency: z.string(),
  amount_received: z.number(),
  amount_refunded: z.number(),
  amount_refund_pending: z.number(),
});
const refundSchema = z.object({
  id: z.string(),
  payment_intent: z.string().nullable(),
  amount: z.number(),
  currency: z.string(),
  status: z.string(),
});
const disputeSchema = z.object({ id: z.string(), amount: z.number(), status: z.string() });
const ledgerSchema = z.object({
  payment_intents: z.array(intentSchema),
  refunds: z.array(refundSchema),
  disputes: z.array(disputeSchema),
});

export type StripeIntent = z.output<typeof intentSchema>;
/** Stripe's books. */
export type Ledger = {
  intents: Map<string, StripeIntent>;
  refunds: Map<string, z.output<typeof refundSchema>>;
  disputes: Map<string, z.output<typeof disputeSchema>>;
};

const byId = <Item extends { id: string }>(items: readonly Item[]) =>
  new Map(items.map((item) => [item.id, item]));

/** Reads the books of the sandbox's Stripe. */
export async function readLedger({ urls }: Pick<Sandbox, 'urls'>): Promise<Ledger> {
  const { payment_intents, refunds, disputes } = ledgerSchema.parse(
    await control(`${urls.stripe}/_control/ledger`, 'GET'),
  );
  return { intents: byId(payment_intents), refunds: byId(refunds), disputes: byId(disputes) };
}
