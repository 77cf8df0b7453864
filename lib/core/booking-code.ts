/** The end of a booking's id, which its player shows and the desk types. */
export const bookingCode = (id: string): string => id.slice(-6).toUpperCase();
