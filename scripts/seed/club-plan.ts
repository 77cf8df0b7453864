import type { clubs, courts, openingHours, priceRules } from '@/db/schema';

type CourtPlan = Pick<typeof courts.$inferInsert, 'name' | 'sport' | 'indoor' | 'surface' | 'format'>;
type HoursPlan = Omit<typeof openingHours.$inferInsert, 'clubId'>;
/** Courts are named by their position in the club, because they have no id yet. */
type RulePlan = Omit<typeof priceRules.$inferInsert, 'clubId' | 'position' | 'courtIds'> & {
  courtPositions?: number[];
};

/** What takes courts without a sale. Days are counted from the day of the seed. */
export type BlockPlan = {
  kind: 'block' | 'maintenance' | 'closure';
  title: string;
  /** All courts when absent. */
  courtPositions?: number[];
} & (
  | { every: 'week'; weekdays: number[]; fromMinute: number; untilMinute: number }
  | { every: 'once'; firstDay: number; lastDay: number }
);

/** A club of the example data, before it has any id. */
export type ClubPlan = {
  club: typeof clubs.$inferInsert;
  courts: CourtPlan[];
  hours: HoursPlan[];
  /** First match wins, as in the database. */
  rules: RulePlan[];
  blocks: BlockPlan[];
  owner: string;
  /** The share of its court time that is sold on an ordinary day. */
  demand: number;
};

export const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
export const WORKDAYS = [1, 2, 3, 4, 5];
export const WEEKEND = [6, 7];

/** Hours of the wall clock, above 24 past midnight: `open(WORKDAYS, 8, 25)` closes at one in the morning. */
export const open = (weekdays: readonly number[], fromHour: number, untilHour: number): HoursPlan[] =>
  weekdays.map((weekday) => ({ weekday, opensMinute: fromHour * 60, closesMinute: untilHour * 60 }));

/** So many courts alike, numbered on from `first`. */
export const alike = (
  count: number,
  { first = 1, word = 'Pista', ...court }: Omit<CourtPlan, 'name'> & { first?: number; word?: string },
): CourtPlan[] =>
  Array.from({ length: count }, (_, index) => ({ ...court, name: `${word} ${first + index}` }));

export const INDOOR_PADEL = { sport: 'padel', indoor: true, surface: 'turf', format: 'double' } as const;
export const OUTDOOR_PADEL = { ...INDOOR_PADEL, indoor: false } as const;
export const SINGLE_PADEL = { ...OUTDOOR_PADEL, format: 'single' } as const;
export const CLAY_TENNIS = { sport: 'tennis', indoor: false, surface: 'clay', format: 'double' } as const;
export const HARD_TENNIS = { ...CLAY_TENNIS, surface: 'hard' } as const;

const between = (fromHour: number, untilHour: number) => ({
  fromMinute: fromHour * 60,
  untilMinute: untilHour * 60,
});

export const base = (pricePerHourMinor: number): RulePlan => ({
  name: { es: 'Tarifa base', en: 'Base rate' },
  pricePerHourMinor,
});
export const peak = (fromHour: number, untilHour: number, pricePerHourMinor: number): RulePlan => ({
  name: { es: 'Hora punta', en: 'Peak hours' },
  weekdays: WORKDAYS,
  ...between(fromHour, untilHour),
  pricePerHourMinor,
});
export const evening = (fromHour: number, untilHour: number, pricePerHourMinor: number): RulePlan => ({
  name: { es: 'Tarde y noche', en: 'Evening' },
  ...between(fromHour, untilHour),
  pricePerHourMinor,
});
export const weekend = (fromHour: number, untilHour: number, pricePerHourMinor: number): RulePlan => ({
  name: { es: 'Fin de semana', en: 'Weekend' },
  weekdays: WEEKEND,
  ...between(fromHour, untilHour),
  pricePerHourMinor,
});

/** The usual extras of a club. */
export const rentals = (racketMinor: number, ballsMinor: number) => [
  { code: 'racket', name: { es: 'Alquiler de pala', en: 'Racket hire' }, priceMinor: racketMinor },
  { code: 'balls', name: { es: 'Bote de pelotas', en: 'Can of balls' }, priceMinor: ballsMinor },
];
