import { requireOperator } from '@/lib/auth/permissions';
import type { Context, Locale } from '@/lib/core/context';
import { CONSISTENCY_CHECKS } from '@/lib/integrity/check-consistency';
import { type Offer, placed, type RepairName } from '@/lib/records/check-definition';
import { listOpenFindings } from '@/lib/records/findings';

/**
 * What is open: what the last comparison with Stripe and the last checks found, each with what it means and what can
 * be done about it.
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
        means: check?.means[ctx.locale] ?? type,
        offer: check ? wordOffer(check.offer, finding.objectId, ctx.locale) : null,
      };
    }),
  };
}

export type WordedOffer =
  | { kind: 'repairs'; repairs: { name: RepairName; does: string }[] }
  | { kind: 'by_hand' | 'accept'; advice: string; at: { page: string } | { command: string } };

/** What is offered for one object, in one language. */
export function wordOffer(offer: Offer, objectId: string, locale: Locale): WordedOffer {
  if (offer.kind === 'repairs') {
    return {
      kind: 'repairs',
      repairs: offer.repairs.map(({ name, does }) => ({ name, does: does[locale] })),
    };
  }
  const { kind, advice, at } = offer;
  const place =
    'page' in at
      ? { page: placed(at.page, encodeURIComponent(objectId)) }
      : { command: placed(at.command, objectId) };
  return { kind, advice: advice[locale], at: place };
}

/** The check that an issue names, if it is one of a check. */
export const checkOf = (issue: string) => CONSISTENCY_CHECKS.find(({ type }) => issue === `check.${type}`);
