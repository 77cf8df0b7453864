import { getTranslations } from 'next-intl/server';
import { isNearMe, type SearchQuery } from '@/components/search/search-query';

/** The place of a search in words. */
export async function placeOf(query: SearchQuery): Promise<string> {
  const t = await getTranslations('search');
  return query.city || (isNearMe(query) ? t('nearMe') : t('anywhere'));
}
