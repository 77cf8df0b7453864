import { QUANTITIES } from '@/components/club/quantities';

const EXTRA = 'extra.';

/** The name of the field for the number of an extra. */
export const extraField = (code: string) => `${EXTRA}${code}`;

/** The number of each extra in the fields of a form or of an address. */
export const extrasIn = (fields: Readonly<Record<string, unknown>>): { code: string; quantity: number }[] =>
  Object.entries(fields)
    .filter(([name, quantity]) => name.startsWith(EXTRA) && Number(quantity) !== 0)
    .map(([name, quantity]) => ({ code: name.slice(EXTRA.length), quantity: Number(quantity) }));

export type QuantityOf = (code: string) => number;

/** The number of an extra in the fields. A number outside of the list counts as none. */
export const quantityIn =
  (fields: Readonly<Record<string, unknown>>): QuantityOf =>
  (code) => {
    const asked = extrasIn(fields).find((extra) => extra.code === code)?.quantity ?? 0;
    return QUANTITIES.includes(asked) ? asked : 0;
  };
