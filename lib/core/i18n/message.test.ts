import { expect, test } from 'vitest';
import { inWords, type Message } from './message';
import { translatorOf } from './translator';

const inBoth = (message: Message) => [
  inWords(message, translatorOf('es')),
  inWords(message, translatorOf('en')),
];

test('a message is told in either language', () => {
  expect(inBoth('checks.hold_overdue.mend')).toEqual([
    'Termina las retenciones vencidas, como hace el trabajo de cada minuto.',
    'Ends the holds that ran out, as the job does each minute.',
  ]);
});

test('its values may be messages themselves', () => {
  const message: Message = {
    key: 'checks.reference.means',
    values: { child: { key: 'checks.noun.payment' }, parent: { key: 'checks.noun.user' } },
  };
  expect(inBoth(message)).toEqual([
    'Hay un cobro que nombra una persona que no existe.',
    'There is a payment that names a person which does not exist.',
  ]);
});

test('what a provider writes is told as it is written', () => {
  const message: Message = {
    key: 'diagnosis.database.promises.broken',
    values: { problem: "the key '{x}' <is> missing" },
  };
  expect(inWords(message, translatorOf('en'))).toBe("the key '{x}' <is> missing");
});

test('a key that is in no file of messages does not compile', () => {
  // @ts-expect-error such a message does not exist
  const message: Message = 'checks.hold_overdue.unheard_of';
  expect(message).toBeDefined();
});
