import { ClubMap } from '@/components/map/club-map';
import { mapWords, viewPins } from '@/components/map/view-map';
import type { FoundClub } from '@/lib/availability/search-clubs';

type Props = { clubs: readonly FoundClub[]; tiles: string; search: Record<string, string> };

/** The clubs of the results on a map, each with the lowest price of the day. */
export async function ResultMap({ clubs, tiles, search }: Props) {
  const [pins, words] = await Promise.all([viewPins(clubs, search), mapWords()]);
  const shown = pins.map(({ id, label }) => `${id} ${label}`).join();
  return <ClubMap key={shown} pins={pins} tiles={tiles} words={words} />;
}
