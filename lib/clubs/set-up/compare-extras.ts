import type { ClubExtra } from '@/db/schema';

/** An extra whose price changes, in minor units. Null before it is sold, and after. */
export type ExtraChange = {
  code: string;
  name: ClubExtra['name'];
  before: number | null;
  after: number | null;
};

/** What another list of extras changes in prices: first what is sold then, in its order, and last what goes. */
export function compareExtras(before: readonly ClubExtra[], after: readonly ClubExtra[]): ExtraChange[] {
  const priceIn = (extras: readonly ClubExtra[], code: string) =>
    extras.find((extra) => extra.code === code)?.priceMinor ?? null;
  const gone = before.filter(({ code }) => priceIn(after, code) === null);
  return [...after, ...gone]
    .map(({ code, name }) => ({ code, name, before: priceIn(before, code), after: priceIn(after, code) }))
    .filter((change) => change.before !== change.after);
}
