import { getTranslations } from 'next-intl/server';
import { Callout } from '@/components/ui/callout';

/** Says that the form below shows a list that held once. */
export async function OlderList() {
  const t = await getTranslations('listHistory');
  return <Callout tone="held" title={t('older')} />;
}
