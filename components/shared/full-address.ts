import { foldText } from '@/lib/core/input/fold-text';

/** Street and city; many addresses name their city already. */
export const fullAddress = ({ address, city }: { address: string; city: string }) =>
  foldText(address).includes(foldText(city)) ? address : `${address}, ${city}`;
