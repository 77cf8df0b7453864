import { z } from 'zod';

/** What nobody sees and a paste brings along; what turns text around is no part of it. */
const UNSEEN = /(?!\p{Bidi_Control})\p{Default_Ignorable_Code_Point}/gu;

/** Breaks a line, turns text around, or is no character of its own: control, private, unassigned, half a pair. */
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
 * A name or any other text of one line that is kept and shown to people. Kept in NFC, trimmed, with single spaces and
 * without zero-width characters, which nobody sees to take them out. Refused with a line break, a character that turns
 * text around or is none, `<` or `>`: no name has them, so whoever sends them means something else by it.
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

/** A note or description that is kept: as `keptName`, but of several lines and free to hold `<` and `>`. */
export const keptText = (longest: number) =>
  z
    .string()
    .overwrite((text) => text.replace(LINE_BREAK, '\n').split('\n').map(tidied).join('\n').trim())
    .max(longest)
    .refine((text) => !UNFIT.test(text.replaceAll('\n', '')), 'may not hold control characters');

/**
 * A kept text as it may stand in a subject, a calendar entry or a text message: in one line and without what turns it
 * around. Rows from before `keptName` may hold anything.
 */
export const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/\p{Bidi_Control}/gu, '')
    .trim();
