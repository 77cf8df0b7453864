import { getLocale, getTranslations } from 'next-intl/server';
import type { RefundPolicy } from '@/db/schema/clubs';
import { cancellationTerms } from '@/lib/catalogue/cancellation-terms';

type Props = {
  policy: RefundPolicy;
  /** The booking of the policy. Without one only hours are given. */
  game?: { startsAt: Date; policyStartsAt: Date; timeZone: string; now: number };
};

/** Until when cancelling is free, what it costs later, and when nothing goes back. */
export async function PolicyText({ policy, game }: Props) {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  if (!game)
    return <p>{policy.laterPercent > 0 ? t('club.policy', policy) : t('club.policySimple', policy)}</p>;
  const { key, values } = cancellationTerms({ policy, ...game }, locale, new Date(game.now));
  return <p>{t(`cancellation.${key}`, values)}</p>;
}
