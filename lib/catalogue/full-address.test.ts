import { expect, test } from 'vitest';
import { fullAddress } from './full-address';

test.each([
  ['Calle Mayor 1', 'Madrid', 'Calle Mayor 1, Madrid'],
  ['Paseo de la Chopera 14, 28045 Madrid', 'Madrid', 'Paseo de la Chopera 14, 28045 Madrid'],
  ['Avenida Cadiz 3, CÁDIZ', 'Cádiz', 'Avenida Cadiz 3, CÁDIZ'],
  ['Rua do Lisboeta 4', 'Lisboa', 'Rua do Lisboeta 4, Lisboa'],
  ['Carrer Major 2, L’Hospitalet', "L'Hospitalet", 'Carrer Major 2, L’Hospitalet'],
])('%s in %s is %s', (address, city, whole) => {
  expect(fullAddress({ address, city })).toBe(whole);
});
