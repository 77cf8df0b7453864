import { ClubMap } from '@/components/map/club-map';
import { mapWords, viewPins } from '@/components/map/view-map';
import type { Club } from '@/lib/catalogue/catalogue';

/** One club on a map. */
export async function OneClubMap({ club, tiles }: { club: Club; tiles: string }) {
  const [pins, words] = await Promise.all([viewPins([{ club, fromPriceMinor: null }], {}), mapWords()]);
  return <ClubMap pins={pins} tiles={tiles} words={words} />;
}
