import { List, MapPin } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { mapTiles } from '@/components/map/map-tiles';
import { type SearchQuery, searchHref } from '@/components/search/search-query';
import { Link } from '@/components/shared/link';
import { button } from '@/components/ui/button';

/** Leads from the list to the map and back. There is none where no tiles are configured. */
export async function ViewToggle({ query }: { query: SearchQuery }) {
  if (mapTiles() === null) return null;
  const t = await getTranslations('map');
  const isMap = query.view === 'map';
  const Sign = isMap ? List : MapPin;
  return (
    <Link
      href={searchHref(query, { view: isMap ? null : 'map' })}
      scroll={false}
      className={button({ look: 'secondary', className: 'justify-self-start' })}
    >
      <Sign aria-hidden className="size-4.5" />
      {t(isMap ? 'list' : 'mapView')}
    </Link>
  );
}
