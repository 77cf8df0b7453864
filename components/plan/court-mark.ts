/**
 * The short name of a court: the number at its end, else the first letters of its words. `Tenis 2` → `2`, `Pista
 * Central` → `PC`
 */
export function courtMark(name: string): string {
  const [number] = /\d+(?=\D*$)/.exec(name) ?? [];
  if (number !== undefined) return String(Number(number));
  const words = name.split(/\s+/).filter((word) => word !== '');
  return words
    .slice(0, 2)
    .map((word) => word.slice(0, 1).toLocaleUpperCase())
    .join('');
}
