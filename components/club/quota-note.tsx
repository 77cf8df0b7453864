import { getLocale, getTranslations } from 'next-intl/server';
import { Callout } from '@/components/ui/callout';
import type { Quota } from '@/lib/availability/quota';

/** Says which limit of their category keeps some of a day's starts from the reader. */
export async function QuotaNote({ quota: { limit, most, category } }: { quota: Quota }) {
  const [t, locale] = await Promise.all([getTranslations('quota'), getLocale()]);
  return (
    <Callout title={t(`${limit}Title`, { most })}>
      {t(`${limit}Text`, { most, category: category[locale] })}
    </Callout>
  );
}
