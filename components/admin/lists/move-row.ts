/** Changes the places of a row of a list and its neighbour, and shows them so. Rows without a place stay. */
export function moveRow(row: HTMLElement, by: -1 | 1): void {
  const other = by === -1 ? row.previousElementSibling : row.nextElementSibling;
  if (!(other instanceof HTMLElement) || !other.matches(ROW)) return;
  const [one, two] = [placeOf(row), placeOf(other)];
  if (!one || !two) return;
  [one.value, two.value] = [two.value, one.value];
  if (by === -1) other.before(row);
  else other.after(row);
}

/** The row around an element, if that has a place. */
export const rowOf = (element: EventTarget | null): HTMLElement | null =>
  element instanceof Element ? element.closest<HTMLElement>(ROW) : null;

const ROW = '[data-row]';
const placeOf = (row: HTMLElement) => row.querySelector<HTMLInputElement>('input[name$=".place"]');
