import { z } from 'zod';
import { boardDate } from '@/lib/core/input/asked-time';
import { plainId, plainInteger } from '@/lib/core/input/plain-number';
import { addDays, type LocalDate } from '@/lib/core/time';
import { BOARD_FILTERS } from './board-filter';
import { DESK_KINDS } from '@/components/planner/book/book-fields';

export const PLANNER_VIEWS = ['day', 'week', 'list', 'tape'] as const;
export type PlannerView = (typeof PLANNER_VIEWS)[number];

/** More courts than this stand below each other, with time to the right. */
const MOST_SIDE_BY_SIDE = 16;

/** What is shown unless the address says so. */
export const usualView = (courts: number): PlannerView => (courts > MOST_SIDE_BY_SIDE ? 'tape' : 'day');

const courtIds = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : value.split(',')))
  .pipe(
    z.array(
      z
        .string()
        .regex(/^\d{1,9}$/)
        .transform(Number),
    ),
  );

/** What the planner's address says. What does not make sense in it is left out. */
const addressSchema = z.object({
  date: boardDate.optional().catch(undefined),
  /** Unless said, the day or its tape, and the list on a phone. */
  view: z.enum(PLANNER_VIEWS).optional().catch(undefined),
  show: z.enum(BOARD_FILTERS).optional().catch(undefined),
  /** The ids of the courts that are shown, all of them unless said. */
  courts: courtIds.optional().catch(undefined),
  /** A place to book, `3T18:30`: a court and a wall time. Empty for any. */
  new: z
    .string()
    .regex(/^(?:\d{1,9}T([01]\d|2[0-3]):[0-5]\d)?$/)
    .optional()
    .catch(undefined),
  /** Courts that are booked with it. */
  also: courtIds.default([]).catch([]),
  /** As what it is booked. */
  kind: z.enum(DESK_KINDS).default('booking').catch('booking'),
  /** For whom of the club's people. */
  for: z.uuid().optional().catch(undefined),
  /** The booking that a form moves, and where it shall go. */
  move: z.uuid().optional().catch(undefined),
  to: plainId.optional().catch(undefined),
  on: boardDate.optional().catch(undefined),
  minutes: plainInteger(5, 24 * 60)
    .optional()
    .catch(undefined),
});

type Parsed = z.output<typeof addressSchema>;
/** What is shown, which the links of the page carry on. */
export type PlannerAddress = Pick<Parsed, 'view' | 'show' | 'courts'> & { date: LocalDate };
/** What lies over it. */
export type PlannerWish = Pick<Parsed, 'new' | 'also' | 'kind' | 'for' | 'move' | 'to' | 'on' | 'minutes'>;

/** The day is today unless the address names one. */
export function readAddress(
  query: Record<string, unknown>,
  today: LocalDate,
): { address: PlannerAddress; wish: PlannerWish } {
  const { date = today, view, show, courts, ...wish } = addressSchema.parse(query);
  return { address: { date, view, show, courts }, wish };
}

/** The address as the fields of a form. */
export const addressFields = ({ date, view, show, courts }: PlannerAddress): Record<string, string> => ({
  date,
  ...(view && { view }),
  ...(show && { show }),
  ...(courts && { courts: courts.join(',') }),
});

/** The address as a query, with what changes in it. */
export const addressQuery = (address: PlannerAddress, more: Readonly<Record<string, string>> = {}): string =>
  String(new URLSearchParams({ ...addressFields(address), ...more }));

/** The same address so many days later, or earlier when negative. */
export const daysOn = (address: PlannerAddress, days: number): PlannerAddress => ({
  ...address,
  date: addDays(address.date, days),
});
