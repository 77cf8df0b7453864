import { z } from 'zod';

/**
 * One mailbox, lower-cased. The shape is checked before the case is folded, because folding turns a few characters
 * outside ASCII into ASCII letters: quotes, lists, display names, line breaks and look-alikes are all refused.
 */
export const emailAddress = z.string().trim().max(254).pipe(z.email().toLowerCase());

/** What is not somebody's name: control characters and those that turn text around. */
const UNFIT = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>]/u;

export const personName = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .refine((name) => !UNFIT.test(name));
