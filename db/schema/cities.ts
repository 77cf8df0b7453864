import { doublePrecision, index, integer, pgTable, text } from 'drizzle-orm/pg-core';

/** The cities of the listed clubs. Triggers keep each at the commit (`keep_city`). */
export const cities = pgTable(
  'cities',
  {
    /** As `foldText` writes it, like `clubs.city_key`. */
    key: text().primaryKey(),
    /** As the first of its clubs writes it, those with courts before others, by name. That one's zone and place too. */
    city: text().notNull(),
    timeZone: text().notNull(),
    latitude: doublePrecision().notNull(),
    longitude: doublePrecision().notNull(),
    /** How many clubs are listed, and how many of them have a court. */
    listed: integer().notNull(),
    clubs: integer().notNull(),
  },
  (t) => [index('cities_clubs_idx').on(t.clubs.desc(), t.city)],
);
