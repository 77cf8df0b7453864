/** What the keys of a page do, as the messages say it. */
export type KeyWord = keyof typeof import('@/messages/es.json')['keys']['do'];

type Keys = readonly (readonly [string, KeyWord])[];

/** The keys of every page of a club. */
export const EVERYWHERE: Keys = [
  ['/', 'search'],
  ['Ctrl K', 'find'],
  ['G + P B C M S A', 'pages'],
  ['?', 'help'],
];

/** The keys of each page, by its name in the address. */
const OF_PAGE: Readonly<Record<string, Keys>> = {
  planner: [
    ['↑ ↓', 'along'],
    ['← →', 'across'],
    ['PgUp PgDn', 'hours'],
    ['Enter', 'open'],
    ['M', 'move'],
    ['⇧ ↑ ↓', 'length'],
    ['Alt', 'fine'],
    ['N · B', 'new'],
    ['C · X · L', 'acts'],
    ['P · E · Del', 'panel'],
    ['Z', 'undo'],
    ['[ · ] · T', 'days'],
    ['1 · 2 · 3', 'views'],
    ['⇧ T', 'tape'],
  ],
  bookings: [
    ['J · K', 'rows'],
    ['X', 'choose'],
    ['Enter', 'openRow'],
  ],
  till: [
    ['O', 'openTill'],
    ['⇧ C', 'closeTill'],
  ],
};

/** The keys of a page's own, by its path. */
export function keysOf(path: string): Keys {
  const page = /\/admin\/[^/]+\/([^/]+)$/.exec(path)?.[1];
  return (page !== undefined && OF_PAGE[page]) || [];
}
