/** The name of an amenity's box in the form of a club's facts. */
export const amenityField = (code: string) => `amenity_${code}`;
