import { getTranslations } from 'next-intl/server';
import { PolicyText } from '@/components/shared/policy-text';
import type { Club } from '@/lib/catalogue/catalogue';

/** What a club lets players book, and on what terms. */
export async function BookingRules({ club }: { club: Club }) {
  const t = await getTranslations();
  const minutes = (count: number) => t('common.minutes', { minutes: count });
  const rules = [
    { name: t('setUp.durations'), value: club.durationsMinutes.map(minutes).join(', ') },
    { name: t('setUp.step'), value: minutes(club.stepMinutes) },
    { name: t('setUp.lead'), value: minutes(club.leadMinutes) },
    { name: t('setUp.horizon'), value: t('setUp.days', { count: club.horizonDays }) },
    { name: t('setUp.holdFor'), value: minutes(club.holdMinutes) },
  ];
  return (
    <div className="grid max-w-lg gap-4">
      <dl className="figures grid gap-1.5">
        {rules.map(({ name, value }) => (
          <div key={name} className="flex justify-between gap-4">
            <dt className="text-soft">{name}</dt>
            <dd className="text-right">{value}</dd>
          </div>
        ))}
      </dl>
      <div>
        <h3 className="font-strong">{t('setUp.policy')}</h3>
        <PolicyText policy={club.refundPolicy} />
      </div>
    </div>
  );
}
