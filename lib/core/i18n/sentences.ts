import type { Locale } from '../context';

/** One sentence in each language. */
export type Sentences = Record<Locale, string>;
