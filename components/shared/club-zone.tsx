import { getTranslations } from 'next-intl/server';
import { ZoneNote } from './zone-note';

type Props = { club: { timeZone: string; city: string }; at: number };

/** The zone of a time, where the reader's shows another at that moment. */
export async function ClubZone({ club: { timeZone, city }, at }: Props) {
  const t = await getTranslations('common');
  return <ZoneNote timeZone={timeZone} at={at} text={t('zone', { city })} />;
}
