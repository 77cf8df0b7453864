import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import type { Message } from '@/lib/core/i18n/message';
import { CONSISTENCY_CHECKS } from '@/lib/integrity/check-consistency';
import { type RepairOffer, placed, type Repair } from '@/lib/records/check-definition';
import { listOpenFindings } from '@/lib/records/findings';

/**
 * The open findings of the comparison with Stripe and of the checks, each with its meaning and what can be done.
 * @throws AppError forbidden for anyone but an operator
 */
export async function listFindings(ctx: Context) {
  requireOperator(ctx);
  const [differences, violations] = await Promise.all([
    listOpenFindings('reconcile.'),
    listOpenFindings('check.'),
  ]);
  return {
    differences,
    violations: violations.map((finding) => {
      const check = checkOf(finding.issue);
      const type = check?.type ?? finding.issue;
      return {
        ...finding,
        type,
        /** Null when no check of this name is left. */
        means: check?.means ?? null,
        offer: check ? offerFor(check.offer, finding.objectId) : null,
      };
    }),
  };
}

/** What can be done about one object. */
export type ObjectOffer =
  | { kind: 'repairs'; repairs: readonly Pick<Repair, 'name' | 'does'>[] }
  | { kind: 'by_hand' | 'accept'; advice: Message; at: { page: string } | { command: string } };

/** An offer with the object's id in its place. */
export function offerFor(offer: RepairOffer, objectId: string): ObjectOffer {
  if (offer.kind === 'repairs') {
    return { kind: 'repairs', repairs: offer.repairs.map(({ name, does }) => ({ name, does })) };
  }
  const { kind, advice, at } = offer;
  const place =
    'page' in at
      ? { page: placed(at.page, encodeURIComponent(objectId)) }
      : { command: placed(at.command, objectId) };
  return { kind, advice, at: place };
}

/** The check that an issue names, if it is one of a check. */
export const checkOf = (issue: string) => CONSISTENCY_CHECKS.find(({ type }) => issue === `check.${type}`);
