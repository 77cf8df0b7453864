import { z } from 'zod';
import { boardDate } from '@/lib/core/input/asked-time';
import { addDays, type LocalDate } from '@/lib/core/time';
import { BOARD_FILTERS } from './board-filter';

export const PLANNER_VIEWS = ['day', 'list'] as const;
export type PlannerView = (typeof PLANNER_VIEWS)[number];

/** What the planner's address says. What does not make sense in it is left out. */
const addressSchema = z.object({
  date: boardDate.optional().catch(undefined),
  /** Unless said, the day, and the list on a phone. */
  view: z.enum(PLANNER_VIEWS).optional().catch(undefined),
  show: z.enum(BOARD_FILTERS).optional().catch(undefined),
  /** The ids of the courts that are shown, all of them unless said. */
  courts: z
    .union([z.string(), z.array(z.string())])
    .transform((value) => (Array.isArray(value) ? value : value.split(',')))
    .pipe(
      z.array(
        z
          .string()
          .regex(/^\d{1,9}$/)
          .transform(Number),
      ),
    )
    .optional()
    .catch(undefined),
});

export type PlannerAddress = Omit<z.output<typeof addressSchema>, 'date'> & { date: LocalDate };

/** The day is today unless the address names one. */
export function readAddress(query: Record<string, unknown>, today: LocalDate): PlannerAddress {
  const { date = today, ...rest } = addressSchema.parse(query);
  return { ...rest, date };
}

/** The address as a query, with what changes in it. */
export function addressQuery(
  { date, view, show, courts }: PlannerAddress,
  more: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams({
    date,
    ...(view && { view }),
    ...(show && { show }),
    ...(courts && { courts: courts.join(',') }),
    ...more,
  });
  return String(query);
}

/** The same address so many days later, or earlier when negative. */
export const daysOn = (address: PlannerAddress, days: number): PlannerAddress => ({
  ...address,
  date: addDays(address.date, days),
});
