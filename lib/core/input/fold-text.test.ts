import { describe, expect, test } from 'vitest';
import { ALIKE_TEXTS } from '@/test/alike-texts';
import { fc } from '@/test/fast-check';
import { foldText, slugOf } from './fold-text';

describe('folding a text', () => {
  test.each(ALIKE_TEXTS)('makes no difference of %s', (_kind, written, typed) => {
    expect(foldText(typed)).toBe(foldText(written));
    expect(slugOf(typed)).toBe(slugOf(written));
  });

  test.each([
    ['other words', 'Madrid', 'Madrigal'],
    ['vowel signs of another script', 'कि', 'की'],
    ['a sign that means something', '100% Pádel', '100 Pádel'],
  ])('keeps %s apart', (_kind, one, other) => {
    expect(foldText(one)).not.toBe(foldText(other));
  });

  test('of what nobody sees nothing is left', () => {
    expect(foldText(' \u200b\u00ad\u2066\ufeff\t')).toBe('');
  });

  test('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
    );
  });

  test('a slug holds nothing that an address must escape', () => {
    expect(slugOf('  Pádel & Tenis, L’Hospitalet  ')).toBe('padel-tenis-l-hospitalet');
    expect(slugOf('Київ')).toBe('');
  });
});
