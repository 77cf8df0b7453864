import { MapPin } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { mapTiles } from '@/components/map/map-tiles';
import { isPlaced } from '@/components/map/view-map';
import { Link } from '@/components/shared/link';
import { fullAddress } from '@/components/shared/full-address';
import { button } from '@/components/ui/button';
import type { Club } from '@/lib/catalogue/catalogue';

type Props = {
  club: Club;
  isOpen: boolean;
  /** The page with the map shown. */
  href: string;
};

/** Where a club is, with a map once it is asked for. Nothing where no tiles are configured. */
export async function ClubPlace({ club, isOpen, href }: Props) {
  const tiles = mapTiles();
  if (tiles === null || !isPlaced(club)) return null;
  const t = await getTranslations('map');
  return (
    <section
      id="map"
      aria-labelledby="place"
      className="mt-8 grid scroll-mt-20 gap-3 border-line border-t pt-8"
    >
      <h2 id="place" className="text-title">
        {t('place')}
      </h2>
      <p>{fullAddress(club)}</p>
      {isOpen ? (
        <OpenMap club={club} tiles={tiles} />
      ) : (
        <Link href={href} className={button({ look: 'secondary', className: 'justify-self-start' })}>
          <MapPin aria-hidden className="size-4.5" />
          {t('show')}
        </Link>
      )}
    </section>
  );
}

/** A page without the map loads none of its scripts. */
async function OpenMap(props: { club: Club; tiles: string }) {
  const { OneClubMap } = await import('./one-club-map');
  return <OneClubMap {...props} />;
}
