import { spanOf } from '@/components/planner/desk/board-clock';
import { type BoardConfig, type DeskWords, fill } from '@/components/planner/desk/board-config';
import { memberAt, type Refusal, textAt } from '@/components/planner/desk/desk-api';
import type { Spot } from './lift-rules';
import type { LiftState } from './lift-state';

/** Court and time of a place, as people say them. */
export const namesOf = (config: BoardConfig, spot: Spot) => ({
  court: config.courts.find(({ id }) => id === spot.courtId)?.name ?? '',
  span: spanOf(config, spot),
});

/** What is said of a place under a lifted item. */
export const sentenceFor = (config: BoardConfig, words: DeskWords, { spot, holder }: LiftState): string =>
  fill(words, holder ? 'overTaken' : 'over', { ...namesOf(config, spot), name: holder?.name ?? '' });

/** What is said of nearest places, after that of a taken one. */
export const takenSentence = (
  config: BoardConfig,
  words: DeskWords,
  name: string,
  places: readonly Spot[],
): string => {
  const text = fill(words, 'taken', { name });
  const nearby = places.map((place) => fill(words, 'place', namesOf(config, place))).join(' · ');
  return places.length > 0 ? `${text} ${fill(words, 'nearby', { nearby })}` : text;
};

/** Who changed an item since it was read, and its revision now. Null for another refusal. */
export function fasterColleague({ body }: Refusal): { name: string; revision: number } | null {
  const revision = memberAt(body, 'current', 'revision');
  const name = textAt(body, 'changed_by', 'name');
  return typeof revision === 'number' && name !== null ? { name, revision } : null;
}
