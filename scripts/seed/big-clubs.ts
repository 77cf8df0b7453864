import type postgres from 'postgres';
import { BIG_CITY, placesOfClubs } from './big-cities';

/** The slug of every club made here begins so. */
export const BIG_SLUG = 'grande-';

/** How many clubs there are in the end, and how many of them in the big city. */
export type ClubCount = { clubs: number; inCity: number };

/**
 * Adds plain clubs of five courts up to these numbers: open from 8 to 23, starts each half hour, sold half a year
 * ahead, dearer from five in the afternoon.
 */
export async function insertBigClubs(tx: postgres.TransactionSql, total: ClubCount): Promise<void> {
  const [known] = await tx<{ there: number; in_city: number }[]>`
    select count(*)::int as there, count(*) filter (where city = ${BIG_CITY.city})::int as in_city from clubs`;
  const { there = 0, in_city = 0 } = known ?? {};
  // Their cities would be counted anew for every club and court.
  await tx`alter table clubs disable trigger clubs_listing`;
  await tx`alter table courts disable trigger courts_listing`;
  const places = placesOfClubs({ there, clubs: total.clubs, inCity: total.inCity - in_city });
  await tx`
    insert into clubs (slug, name, city, country, address, latitude, longitude, time_zone, currency, about,
      durations_minutes, horizon_days, published_at)
    select ${BIG_SLUG} || n, city || ' Raqueta ' || n, city, country, 'Calle Mayor ' || n || ', ' || city,
      latitude + (random() - 0.5) / 10, longitude + (random() - 0.5) / 10, "timeZone", 'EUR',
      '{"es": "Un club del ejemplo grande.", "en": "A club of the big example."}', '{60,90,120}', 183, now()
    from rows from (
      jsonb_to_recordset(${JSON.stringify(places)}::text::jsonb)
        as (city text, country text, latitude float8, longitude float8, "timeZone" text)
    ) with ordinality as place(city, country, latitude, longitude, "timeZone", n)`;
  await tx`
    insert into courts (club_id, name, position, sport, indoor, surface, format)
    select id, 'Pista ' || n, n, case when n = 5 then 'tennis' else 'padel' end, n <= 3,
      case when n = 5 then 'clay' else 'turf' end, 'double'
    from clubs, generate_series(1, 5) n where slug like ${`${BIG_SLUG}%`}`;
  await tx`
    insert into opening_hours (club_id, weekday, opens_minute, closes_minute)
    select id, weekday, 480, 1380 from clubs, generate_series(1, 7) weekday where slug like ${`${BIG_SLUG}%`}`;
  await tx`
    insert into price_rules (club_id, position, name, from_minute, price_per_hour_minor)
    select id, rule.position, rule.name::jsonb, rule.from_minute, rule.rate + id % 6 * 200
    from clubs, (values (1, '{"es": "Tarde", "en": "Evening"}', 1020, 3000), (2, '{"es": "Tarifa base", "en": "Base rate"}', null, 2000))
      as rule(position, name, from_minute, rate)
    where slug like ${`${BIG_SLUG}%`}`;
  await tx`delete from cities`;
  await tx`insert into cities select * from count_cities()`;
  await tx`select pg_notify('catalogue', 'listing')`;
  await tx`alter table courts enable trigger courts_listing`;
  await tx`alter table clubs enable trigger clubs_listing`;
  await tx`analyze clubs, courts, price_rules`;
}
