import { getTranslations } from 'next-intl/server';
import type { RefundPolicy } from '@/db/schema/clubs';

/** When cancelling is free, what it costs later, from when on nothing goes back. */
export async function PolicyText({ policy }: { policy: RefundPolicy }) {
  const t = await getTranslations('club');
  return <p>{policy.laterPercent > 0 ? t('policy', policy) : t('policySimple', policy)}</p>;
}
