import { z } from 'zod';

/** As JSON writes them, without an exponent. */
const WHOLE = /^(?:0|-?[1-9]\d*)$/;
const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

const readAs = (pattern: RegExp) => (value: unknown) =>
  typeof value === 'string' && pattern.test(value) ? Number(value) : value;

/** A whole number of an address or a form, in plain decimal without `1e2`, `0x1`, blanks or empty text. */
export const plainInteger = (least: number, most: number) =>
  z.preprocess(readAs(WHOLE), z.int().min(least).max(most));

/** The same with decimals. */
export const plainNumber = (least: number, most: number) =>
  z.preprocess(readAs(DECIMAL), z.number().min(least).max(most));

/** The id of a row in a path or a form. */
export const plainId = plainInteger(1, Number.MAX_SAFE_INTEGER);
