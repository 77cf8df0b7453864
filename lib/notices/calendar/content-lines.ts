import { oneLine } from '@/lib/core/input/kept-text';

const LONGEST_LINE_BYTES = 75;

/** A text value of iCalendar (RFC 5545, 3.3.11), in one line. */
export const textValue = (text: string): string => oneLine(text).replace(/[\\;,]/g, (sign) => `\\${sign}`);

/** A quoted parameter value, which cannot contain a quote (RFC 5545, 3.2). */
export const quotedParameter = (text: string): string => `"${oneLine(text).replaceAll('"', "'")}"`;

/** Content lines, folded and each with its CRLF (RFC 5545, 3.1). */
export const contentLines = (lines: readonly string[]): string =>
  lines.map((line) => `${folded(line)}\r\n`).join('');

/** Broken into lines of at most 75 octets, between characters. */
function folded(line: string): string {
  let bytes = 0;
  let text = '';
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (bytes + size > LONGEST_LINE_BYTES) {
      text += '\r\n ';
      bytes = 1;
    }
    text += character;
    bytes += size;
  }
  return text;
}
