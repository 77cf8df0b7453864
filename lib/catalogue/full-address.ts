import { foldText } from '@/lib/core/input/fold-text';

/** `Calle Mayor 1, Madrid`: the street with the city, unless the street already names it. */
export function fullAddress({ address, city }: { address: string; city: string }): string {
  const words = (text: string) => ` ${foldText(text).replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
  return words(address).includes(words(city)) ? address : `${address}, ${city}`;
}
