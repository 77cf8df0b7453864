import { foldText } from './fold-text';
import { readPhone } from './phone-number';

/** Three letters or digits in a row. The trigram indexes need them. */
const SEARCHABLE = /[\p{L}\p{N}]{3}/u;

/** Whether the trigram indexes can find this text. */
export const isSearchable = (text: string): boolean => SEARCHABLE.test(text);

/** The digits of what may be the end of a telephone number. Null for other text and for fewer than four. */
export function phoneEnding(q: string): string | null {
  if (!/^[\d\s().-]+$/.test(q)) return null;
  const digits = q.replace(/\D/g, '');
  return digits.length >= 4 && digits.length <= 12 ? digits : null;
}

/**
 * The words by which a person is searched, as `foldText` writes them. A telephone number is one word, since it is
 * stored without spaces and brackets.
 */
export function personWords(q: string): string[] {
  const words = foldText(q).split(' ');
  if (!/^[+\d\s().-]+$/.test(q)) return words;
  const phone = readPhone(q) ?? q.replace(/\D/g, '').replace(/^0+/, '');
  return isSearchable(phone) ? [phone] : words;
}
