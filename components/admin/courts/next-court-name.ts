import { courtMark } from '@/components/plan/court-mark';

const NUMBER = /\d+(?=\D*$)/;

/**
 * The name of the next court as the club numbers its courts: the last one's with the first number that no court has.
 * `first` is what a first court is called.
 */
export function nextCourtName(names: readonly string[], first: string): string {
  const last = names.findLast((name) => NUMBER.test(name));
  if (last === undefined) return names.length === 0 ? first : '';
  const taken = new Set(names.map(courtMark));
  let next = Number(courtMark(last)) + 1;
  while (taken.has(String(next))) next += 1;
  return last.replace(NUMBER, String(next));
}
