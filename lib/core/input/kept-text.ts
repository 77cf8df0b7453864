import { z } from 'zod';

/** Invisible characters that a paste brings along, except those that turn text around. */
const UNSEEN = /(?!\p{Bidi_Control})\p{Default_Ignorable_Code_Point}/gu;

/** Characters that break a line, turn text around or are invalid: control, private, unassigned, half a pair. */
const UNFIT = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}]/u;
const MARKUP = /[<>]/;
const LINE_BREAK = /\r\n?|\n/g;

const tidied = (text: string) =>
  text
    .normalize('NFC')
    .replace(UNSEEN, '')
    .replace(/[\t\p{Zs}]+/gu, ' ')
    .trim();

/**
 * A name or other text of one line, in NFC, trimmed, with single spaces and without zero-width characters. Line
 * breaks, characters that turn text around, `<` and `>` are refused, since no name has them.
 */
export const keptName = (longest: number) =>
  z
    .string()
    .overwrite(tidied)
    .min(1)
    .max(longest)
    .refine(
      (name) => !UNFIT.test(name) && !MARKUP.test(name),
      'may not hold line breaks, control characters, < or >',
    );

/** A note or description: as `keptName`, but with several lines and with `<` and `>`. */
export const keptText = (longest: number) =>
  z
    .string()
    .overwrite((text) => text.replace(LINE_BREAK, '\n').split('\n').map(tidied).join('\n').trim())
    .max(longest)
    .refine((text) => !UNFIT.test(text.replaceAll('\n', '')), 'may not hold control characters');

/**
 * A stored text as one line for a subject, a calendar entry or an SMS. Rows from before `keptName` may hold anything.
 */
export const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/\p{Bidi_Control}/gu, '')
    .trim();
