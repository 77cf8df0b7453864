import { getTranslations } from 'next-intl/server';

/** What the comparison cannot mend by itself. */
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

/** What a person is to do about what the comparison with Stripe could not mend. */
export async function adviceWords(): Promise<(issue: string) => string> {
  const t = await getTranslations('ops');
  return (issue) => {
    const known = OPEN.find((name) => issue === `reconcile.${name}`);
    return known ? t(`advice_${known}`) : t('advice_other');
  };
}

/** What the comparison with Stripe found, in words, by the name of its finding. */
export async function issueWords(): Promise<(issue: string) => string> {
  const t = await getTranslations('ops');
  return (issue) => {
    const known = KNOWN.find((name) => issue === `reconcile.${name}`);
    return known ? t(`issue_${known}`) : t('issue_other');
  };
}
