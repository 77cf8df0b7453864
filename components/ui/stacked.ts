/**
 * A wide table on a phone: each row is a list of its cells, named by `data-label`, and nothing lies behind a sideways
 * scroll.
 */
export const STACKED = {
  table: 'max-sm:block',
  head: 'max-sm:sr-only',
  body: 'max-sm:block',
  row: 'max-sm:grid max-sm:gap-1 max-sm:px-3 max-sm:py-3',
  /** It names the row, so it has no label. */
  first: 'max-sm:h-auto max-sm:p-0 max-sm:font-strong max-sm:whitespace-normal',
  /** Its content is in one element. An empty one is left out. */
  cell: "max-sm:grid max-sm:h-auto max-sm:grid-cols-[6.5rem_minmax(0,1fr)] max-sm:gap-3 max-sm:p-0 max-sm:wrap-anywhere max-sm:before:text-faint max-sm:before:content-[attr(data-label)_/_''] max-sm:has-[>div:empty]:hidden",
} as const;

/** A table that is laid out anew loses its sense in some browsers, unless its parts say what they are. */
export const ROLES = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  head: { role: 'columnheader' },
  rowHead: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const;
