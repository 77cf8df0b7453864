/** Street and city; many addresses name their city already. */
export const fullAddress = ({ address, city }: { address: string; city: string }) =>
  address.includes(city) ? address : `${address}, ${city}`;
