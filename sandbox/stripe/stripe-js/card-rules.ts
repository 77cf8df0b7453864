import type { Words } from './words';

export type CardFields = { number: string; expiry: string; cvc: string };
export type Field = keyof CardFields;
export type FieldProblem = Extract<keyof Words, `${'incomplete' | 'invalid'}_${string}`>;

const BRANDS = [
  { name: 'American Express', starts: /^3[47]/, digits: 15, groups: [4, 6, 5], cvc: 4 },
  { name: 'Mastercard', starts: /^(5[1-5]|2[2-7])/, digits: 16, groups: [4, 4, 4, 4], cvc: 3 },
  { name: 'Visa', starts: /^4/, digits: 16, groups: [4, 4, 4, 4], cvc: 3 },
] as const;
const UNKNOWN = { name: '', digits: 16, groups: [4, 4, 4, 4], cvc: 3 } as const;

export const digitsOf = (value: string) => value.replace(/\D/g, '');

export const brandOf = (number: string) =>
  BRANDS.find(({ starts }) => starts.test(digitsOf(number))) ?? UNKNOWN;

/** `4242424242424242` → `4242 4242 4242 4242`. */
export function formatNumber(value: string): string {
  const { digits, groups } = brandOf(value);
  let rest = digitsOf(value).slice(0, digits);
  const parts: string[] = [];
  for (const size of groups) {
    if (rest === '') break;
    parts.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  return parts.join(' ');
}

/** `1230` or `12/2030` → `12 / 30`. The slash comes with the first digit of the year, so that it can be deleted. */
export function formatExpiry(value: string): string {
  let digits = digitsOf(value);
  if (/^[2-9]/.test(digits)) digits = `0${digits}`;
  const year = digits.length > 4 ? digits.slice(4, 6) : digits.slice(2, 4);
  return year === '' ? digits : `${digits.slice(0, 2)} / ${year}`;
}

export const formatCvc = (value: string, number: string) => digitsOf(value).slice(0, brandOf(number).cvc);

/** The month, and the year in full, of a complete expiry. */
export function parseExpiry(expiry: string): { month: number; year: number } | null {
  const match = /^(\d\d)(\d\d)$/.exec(digitsOf(expiry));
  return match ? { month: Number(match[1]), year: 2000 + Number(match[2]) } : null;
}

/** What is wrong with a field, or null. */
export function problemOf(
  field: Field,
  { number, expiry, cvc }: CardFields,
  today: Date,
): FieldProblem | null {
  switch (field) {
    case 'number':
      if (digitsOf(number).length < brandOf(number).digits) return 'incomplete_number';
      return passesLuhn(digitsOf(number)) ? null : 'invalid_number';
    case 'expiry':
      return expiryProblem(parseExpiry(expiry), today);
    case 'cvc':
      return cvc.length < brandOf(number).cvc ? 'incomplete_cvc' : null;
  }
}

function expiryProblem(expiry: ReturnType<typeof parseExpiry>, today: Date): FieldProblem | null {
  if (expiry === null) return 'incomplete_expiry';
  const { month, year } = expiry;
  if (month < 1 || month > 12) return 'invalid_expiry_month';
  return year * 12 + month < today.getFullYear() * 12 + today.getMonth() + 1
    ? 'invalid_expiry_year_past'
    : null;
}

/** The check digit of ISO/IEC 7812. */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
