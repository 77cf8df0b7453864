import { foldText } from '@/lib/core/input/fold-text';

/** Street and city, unless the street names the city. */
export const fullAddress = ({ address, city }: { address: string; city: string }) =>
  foldText(address).includes(foldText(city)) ? address : `${address}, ${city}`;
