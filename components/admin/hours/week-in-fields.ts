import { type Bar, barOf, clockOf, type Edge } from './day-bars';

/** A bar with the fields it stands in, by weekday and place. */
export type PlacedBar = Bar & { weekday: number; place: number };

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

/** The whole windows of a week as its fields say them. Their names begin with the prefix. */
export const barsIn = (fields: HTMLElement, prefix: string): PlacedBar[] =>
  WEEKDAYS.flatMap((weekday) =>
    placesOf(fields, prefix, weekday).flatMap((place) => {
      const text = (edge: Edge) => fieldOf(fields, prefix, { weekday, place }, edge)?.value ?? '';
      const bar = barOf({ opens: text('opens'), closes: text('closes') });
      return bar ? { ...bar, weekday, place } : [];
    }),
  );

/** The first place of a weekday whose fields are empty. */
export const freePlace = (fields: HTMLElement, prefix: string, weekday: number): number | undefined =>
  placesOf(fields, prefix, weekday).find((place) =>
    (['opens', 'closes'] as const).every(
      (edge) => fieldOf(fields, prefix, { weekday, place }, edge)?.value === '',
    ),
  );

/** Writes a bar into its fields, or empties them, as if it were typed. */
export function writeBar(
  fields: HTMLElement,
  prefix: string,
  at: { weekday: number; place: number },
  bar: Bar | null,
): void {
  for (const edge of ['opens', 'closes'] as const) {
    const field = fieldOf(fields, prefix, at, edge);
    if (field) field.value = bar ? clockOf(bar[edge]) : '';
  }
  fields.dispatchEvent(new Event('input', { bubbles: true }));
}

export const fieldOf = (
  fields: HTMLElement,
  prefix: string,
  { weekday, place }: { weekday: number; place: number },
  edge: Edge,
) => fields.querySelector<HTMLInputElement>(`input[name="${prefix}${weekday}.${place}.${edge}"]`);

const placesOf = (fields: HTMLElement, prefix: string, weekday: number): number[] =>
  [...fields.querySelectorAll(`input[name^="${prefix}${weekday}."][name$=".opens"]`)].map(
    (_, place) => place,
  );
