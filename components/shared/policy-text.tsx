import { getLocale, getTranslations } from 'next-intl/server';
import type { RefundPolicy } from '@/db/schema/clubs';
import { cancellationTerms } from '@/lib/catalogue/cancellation-terms';

type Props = {
  policy: RefundPolicy;
  /** The booking it is about; without one only hours can be told. */
  game?: { startsAt: Date; timeZone: string; now: number };
};

/** When cancelling is free, what it costs later, from when on nothing goes back. */
export async function PolicyText({ policy, game }: Props) {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  if (!game)
    return <p>{policy.laterPercent > 0 ? t('club.policy', policy) : t('club.policySimple', policy)}</p>;
  const { key, values } = cancellationTerms({ policy, ...game }, locale, new Date(game.now));
  return <p>{t(`cancellation.${key}`, values)}</p>;
}
