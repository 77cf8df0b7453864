import type { ZxcvbnFactory, ZxcvbnResult } from '@zxcvbn-ts/core';
import { AppError } from '@/lib/core/errors';
import { limitRate } from '@/lib/services/redis/rate-limit';

/** Why a password is refused; the page says it in a sentence. */
export type Weakness = 'own_words' | 'common' | 'pattern' | 'simple';

/** What a guesser who knows what Pista is tries first. */
const HOUSE_WORDS = 'pista padel tenis tennis club court raqueta racket pala reserva booking'.split(' ');
/** So many letters must be left of a password without what is known of its owner and of Pista. */
const LEAST_LETTERS = 4;
/** Below it a password falls within a million guesses (github.com/zxcvbn-ts/zxcvbn, scores). */
const LEAST_SCORE = 2;

/**
 * Refuses a password that is easy to guess: one of the leaked ones (ASVS 5.0, 6.2.4), a pattern, or made of the
 * person's own name and address or of words of Pista (6.2.11). `asker` is whose checks are counted: each takes a while.
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

/** What is left of a password when these words and all but letters are gone. */
function lettersBeside(password: string, words: readonly string[]): string {
  const longestFirst = [...words].sort((a, b) => b.length - a.length);
  const rest = longestFirst.reduce((text, word) => text.replaceAll(word, ' '), fold(password));
  return rest.replace(/\P{L}/gu, '');
}

let loading: Promise<ZxcvbnFactory> | undefined;

/** Loaded at the first use: the dictionaries are some megabytes, and the server shall start without them. */
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
    // Time grows with the square of the length and with the substitutions: 128 characters would take seconds.
    maxLength: 32,
    l33tMaxSubstitutions: 10,
  });
}
