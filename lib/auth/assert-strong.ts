import type { ZxcvbnFactory, ZxcvbnResult } from '@zxcvbn-ts/core';
import { AppError } from '@/lib/core/errors';
import { limitRate } from '@/lib/services/redis/rate-limit';

/** Why a password is refused. The page has a sentence for each. */
export type Weakness = 'own_words' | 'common' | 'pattern' | 'simple';

/** Words that somebody who knows Pista would try first. */
const HOUSE_WORDS = 'pista padel tenis tennis club court raqueta racket pala reserva booking'.split(' ');
/** How many letters a password needs beside the words of its owner and of Pista. */
const LEAST_LETTERS = 4;
/** Passwords below this score fall within a million guesses (github.com/zxcvbn-ts/zxcvbn, scores). */
const LEAST_SCORE = 2;

/**
 * Refuses a password that is easy to guess: a leaked one (ASVS 5.0, 6.2.4), a pattern, or one of the person's own
 * data or words of Pista (6.2.11). Checks are slow, so they are rate-limited by `asker`.
 * @throws AppError `invalid_input` whose field `password` names the weakness, `rate_limited`
 */
export async function assertStrong(
  password: string,
  owner: { email: string; name: string | null },
  asker: string,
): Promise<void> {
  await limitRate('passwordChecks', asker);
  const weakness = await findWeakness(password, [owner.email, owner.name ?? '']);
  if (weakness === null) return;
  throw new AppError('invalid_input', 'This password is easy to guess; choose another.', {
    fields: { password: [weakness] },
  });
}

async function findWeakness(password: string, own: readonly string[]): Promise<Weakness | null> {
  const words = [...wordsOf(own.join(' ')), ...HOUSE_WORDS];
  const hasOwn = words.some((word) => fold(password).includes(word));
  if (hasOwn && lettersBeside(password, words).length < LEAST_LETTERS) return 'own_words';
  const result = (await estimator()).check(password, words);
  return result.score >= LEAST_SCORE ? null : weaknessOf(result);
}

function weaknessOf({ feedback, sequence }: ZxcvbnResult): Weakness {
  if (sequence.some(({ dictionaryName = '' }) => `${dictionaryName}`.startsWith('passwords')))
    return 'common';
  if (sequence.some(({ pattern }) => ['repeat', 'sequence', 'spatial', 'date'].includes(pattern)))
    return 'pattern';
  return feedback.warning === 'userInputs' ? 'own_words' : 'simple';
}

const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const wordsOf = (text: string) => fold(text).match(/[\p{L}\p{N}]{3,}/gu) ?? [];

/** The letters of a password that are left without these words. */
function lettersBeside(password: string, words: readonly string[]): string {
  const longestFirst = [...words].sort((a, b) => b.length - a.length);
  const rest = longestFirst.reduce((text, word) => text.replaceAll(word, ' '), fold(password));
  return rest.replace(/\P{L}/gu, '');
}

let loading: Promise<ZxcvbnFactory> | undefined;

/** Loaded at first use, because the dictionaries take some megabytes. */
function estimator(): Promise<ZxcvbnFactory> {
  loading ??= loadEstimator();
  return loading;
}

async function loadEstimator(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, common, en, es] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
    import('@zxcvbn-ts/language-es-es'),
  ]);
  return new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...en.dictionary, ...es.dictionary },
    graphs: common.adjacencyGraphs,
    // The check's time grows with the square of the length, and 128 characters would take seconds.
    maxLength: 32,
    l33tMaxSubstitutions: 10,
  });
}
