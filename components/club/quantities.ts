/** How many of an extra one may choose from a list. */
export const QUANTITIES: readonly number[] = [0, 1, 2, 3, 4];
