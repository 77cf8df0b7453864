import { getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/ui/empty-state';

/** Says who may see a club's people. */
export async function PeopleForbidden() {
  const t = await getTranslations('people');
  return <EmptyState title={t('forbiddenTitle')} text={t('forbiddenText')} />;
}
