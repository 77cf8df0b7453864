import { getTranslations } from 'next-intl/server';

/** The findings that the comparison cannot repair. */
const OPEN = [
  'amount_differs',
  'taken_here_only',
  'unknown_at_stripe',
  'unreadable',
  'refund_unknown_at_stripe',
  'refund_unknown_here',
  'refund_differs',
] as const;

const KNOWN = ['settle', 'cancel', 'adopt', 'dispute', 'refund', 'money_without_court', ...OPEN] as const;

/** The advice for each finding that the comparison with Stripe could not repair. */
export async function adviceWords(): Promise<(issue: string) => string> {
  const t = await getTranslations('ops');
  return (issue) => {
    const known = OPEN.find((name) => issue === `reconcile.${name}`);
    return known ? t(`advice_${known}`) : t('advice_other');
  };
}

/** The words for a finding of the comparison with Stripe, by its name. */
export async function issueWords(): Promise<(issue: string) => string> {
  const t = await getTranslations('ops');
  return (issue) => {
    const known = KNOWN.find((name) => issue === `reconcile.${name}`);
    return known ? t(`issue_${known}`) : t('issue_other');
  };
}
