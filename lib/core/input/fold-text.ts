/** Marks that accent a letter of any script. Vowel signs of Indian scripts are letters and stay. */
const ACCENTS = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g;

/** Invisible characters: zero-width ones, soft hyphens, marks of direction, controls that are no space. */
const UNSEEN = /(?![\t-\r])[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;

/** Variants that keyboards and word processors write for a plain sign. */
const SIGNS: readonly [RegExp, string][] = [
  [/[\u2018-\u201b\u2032\u2035\u02b9\u02bb\u02bc\u02c8`]/g, "'"],
  [/[\u201c-\u201f\u00ab\u00bb]/g, '"'],
  [/[\u2010-\u2015\u2212\u2043]/g, '-'],
];

/** Lower-case letters that Unicode does not split into a plain letter and a mark. */
const PLAIN_LETTERS = new Map(
  Object.entries({
    ß: 'ss',
    æ: 'ae',
    œ: 'oe',
    ø: 'o',
    đ: 'd',
    ð: 'd',
    ħ: 'h',
    ı: 'i',
    ł: 'l',
    ŧ: 't',
    þ: 'th',
    ς: 'σ',
  }),
);
const UNSPLIT = new RegExp(`[${[...PLAIN_LETTERS.keys()].join('')}]`, 'g');

/**
 * The one form in which texts are compared: lower case, no accents or invisible characters, plain quotes and hyphens,
 * single spaces. Cities, search words, slugs and the database's search columns all use it.
 */
export const foldText = (value: string): string =>
  SIGNS.reduce((text, [signs, plain]) => text.replace(signs, plain), decomposed(value))
    .replace(ACCENTS, '')
    .replace(UNSEEN, '')
    .toLowerCase()
    .replace(UNSPLIT, (letter) => PLAIN_LETTERS.get(letter) ?? letter)
    .replace(/\s+/g, ' ')
    .trim();

/** An acute accent alone stands for an apostrophe. Decomposing would turn it into a space. */
const decomposed = (value: string): string =>
  value.normalize('NFC').replaceAll('\u00b4', "'").normalize('NFKD');

/** `Pádel Norte, L’Hospitalet` → `padel-norte-l-hospitalet`. Empty when no character can stand in an address. */
export const slugOf = (words: string): string =>
  foldText(words)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
