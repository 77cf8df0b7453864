import { expect, test } from 'vitest';
import { pastedPoint } from './pasted-point';

test.each([
  ['43.5322, -5.6611', '43.5322', '-5.6611'],
  ['43.53220,-5.66110', '43.53220', '-5.66110'],
  [' (19.4326; -99.1332) ', '19.4326', '-99.1332'],
])('a map’s "%s" is both degrees', (text, latitude, longitude) => {
  expect(pastedPoint(text)).toEqual({ latitude, longitude });
});

test.each(['43,53', '43.53', '43, 5', '43.5 N, 5.6 W', '', '1.2, 3.4, 5.6'])('"%s" is no point', (text) => {
  expect(pastedPoint(text)).toBeNull();
});
