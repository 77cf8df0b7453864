/** Changes the places of a rule and its neighbour, and shows them so. */
export function moveRule(row: HTMLElement, by: -1 | 1): void {
  const other = by === -1 ? row.previousElementSibling : row.nextElementSibling;
  if (!(other instanceof HTMLElement) || other.id === 'rule-new' || row.id === 'rule-new') return;
  const [one, two] = [placeOf(row), placeOf(other)];
  if (!one || !two) return;
  [one.value, two.value] = [two.value, one.value];
  if (by === -1) other.before(row);
  else other.after(row);
  row.querySelector('summary')?.focus();
}

const placeOf = (row: HTMLElement) => row.querySelector<HTMLInputElement>('input[name$=".place"]');
