import type { courts } from '@/db/schema';

const SEATS = { single: 2, double: 4 } as const satisfies Record<typeof courts.$inferSelect.format, number>;

/** How many play on a court, whoever booked included. */
export const seatsOf = ({ format }: Pick<typeof courts.$inferSelect, 'format'>): number => SEATS[format];
