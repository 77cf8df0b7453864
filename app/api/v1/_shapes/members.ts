import { z } from 'zod';

/** The members that many answers share. */
export const instant = z.iso.datetime({ offset: true });
export const localTime = z
  .string()
  .regex(/^\d\d:\d\d$/)
  .describe('Local to the club.');
export const localDate = z.iso.date().describe('Local to the club.');
export const decimal = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .describe('Major units.');
export const currency = z.string().length(3).describe('ISO 4217.');
export const spoken = z.strictObject({ es: z.string(), en: z.string() });

/** An amount in major units. */
export const moneySchema = z.strictObject({ amount: decimal, currency });
