import { getLocale, getTranslations } from 'next-intl/server';
import { Callout } from '@/components/ui/callout';
import { holidaySourceOf } from '@/lib/clubs/holidays/list-holidays';

/** Says that proposed holidays were not checked, and in which bulletin they are. */
export async function HolidaySource({ place }: { place: string }) {
  const [t, locale] = await Promise.all([getTranslations('hours'), getLocale()]);
  const source = holidaySourceOf(place);
  if (!source) return null;
  return (
    <Callout
      tone="held"
      title={t('notChecked', { region: source.name[locale], bulletin: source.publishedIn })}
    />
  );
}
