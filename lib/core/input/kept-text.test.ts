import { describe, expect, test } from 'vitest';
import { keptName, keptText, oneLine } from './kept-text';

const name = keptName(80);

describe('a name that is kept', () => {
  test.each([
    ['in NFC', 'Jose\u0301', 'José'],
    ['without outer space', '  Ana \n', 'Ana'],
    ['with single spaces', 'Ana\u00a0 \tPrueba', 'Ana Prueba'],
    ['without zero-width characters', 'Ana\u200b Pr\u00adueba\ufeff', 'Ana Prueba'],
    ['with its apostrophe, whichever it is', 'Siobhán O’Neill', 'Siobhán O’Neill'],
    ['with braces, which are nothing to us', '{{name}}', '{{name}}'],
    ['with an emoji', 'Pádel 🎾', 'Pádel 🎾'],
    ['in another writing', 'محمد علي', 'محمد علي'],
  ])('is kept %s', (_title, typed, kept) => {
    expect(name.parse(typed)).toBe(kept);
  });

  test.each([
    ['a line break', 'Ana\r\nBcc: eva@evil.test'],
    ['a line separator', 'Ana\u2028Prueba'],
    ['a control character', 'Ana\u0007'],
    ['an override of direction', 'A\u202eB'],
    ['an isolate', 'A\u2066B'],
    ['a mark of direction', 'A\u200fB'],
    ['markup', '</script>'],
    ['a private character', 'A\ue000'],
    ['an unassigned one', 'A\u0378'],
    ['no character at all', 'A\uffff'],
    ['nothing that is seen', '\u200b \u00ad'],
    ['eighty-one letters', 'x'.repeat(81)],
  ])('may not have %s', (_title, typed) => {
    expect(name.safeParse(typed).success).toBe(false);
  });
});

test('a note keeps its lines and its signs, and no control character', () => {
  const note = keptText(100);
  expect(note.parse(' a < b\r\n\u200bsecond \t line\n')).toBe('a < b\nsecond line');
  expect(note.safeParse('a\u0000b').success).toBe(false);
  expect(note.safeParse('a\u202eb').success).toBe(false);
});

test('what goes out stands in one line and turns nothing around, whatever was kept', () => {
  expect(oneLine('Club\r\nBcc: eva@evil.test\u202e\u2028 x\ud800')).toBe('Club Bcc: eva@evil.test x\ufffd');
});
