import { List, MapPin } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { mapTiles } from '@/components/map/map-tiles';
import { type SearchQuery, searchHref } from '@/components/search/search-query';
import { LinkTabs } from '@/components/ui/link-tabs';

/** The list and the map. There is no choice where no tiles are configured. */
export async function ViewToggle({ query }: { query: SearchQuery }) {
  if (mapTiles() === null) return null;
  const t = await getTranslations('map');
  const isMap = query.view === 'map';
  return (
    <LinkTabs
      label={t('views')}
      tabs={[
        {
          label: t('list'),
          href: searchHref(query, { view: null }),
          current: !isMap,
          icon: <List aria-hidden className="size-4.5" />,
        },
        {
          label: t('mapView'),
          href: searchHref(query, { view: 'map' }),
          current: isMap,
          icon: <MapPin aria-hidden className="size-4.5" />,
        },
      ]}
    />
  );
}
