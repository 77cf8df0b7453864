/** A line, counted from one, and a column, from zero, as one number that grows along the text. */
export type Place = number;

const MOST_COLUMNS = 100_000;

export const placeOf = (line: number, column: number): Place =>
  line * MOST_COLUMNS + Math.min(column, MOST_COLUMNS - 1);
