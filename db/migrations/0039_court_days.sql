CREATE TABLE "court_days" (
	"club_id" integer NOT NULL,
	"court_id" integer NOT NULL,
	"local_date" date NOT NULL,
	"taken_minutes" smallint DEFAULT 0 NOT NULL,
	"sold_minutes" smallint DEFAULT 0 NOT NULL,
	"blocked_minutes" smallint DEFAULT 0 NOT NULL,
	"bookings" smallint DEFAULT 0 NOT NULL,
	"walk_ins" smallint DEFAULT 0 NOT NULL,
	"no_shows" smallint DEFAULT 0 NOT NULL,
	"cancelled" smallint DEFAULT 0 NOT NULL,
	"lead_minutes" integer DEFAULT 0 NOT NULL,
	"h00" smallint DEFAULT 0 NOT NULL,
	"h01" smallint DEFAULT 0 NOT NULL,
	"h02" smallint DEFAULT 0 NOT NULL,
	"h03" smallint DEFAULT 0 NOT NULL,
	"h04" smallint DEFAULT 0 NOT NULL,
	"h05" smallint DEFAULT 0 NOT NULL,
	"h06" smallint DEFAULT 0 NOT NULL,
	"h07" smallint DEFAULT 0 NOT NULL,
	"h08" smallint DEFAULT 0 NOT NULL,
	"h09" smallint DEFAULT 0 NOT NULL,
	"h10" smallint DEFAULT 0 NOT NULL,
	"h11" smallint DEFAULT 0 NOT NULL,
	"h12" smallint DEFAULT 0 NOT NULL,
	"h13" smallint DEFAULT 0 NOT NULL,
	"h14" smallint DEFAULT 0 NOT NULL,
	"h15" smallint DEFAULT 0 NOT NULL,
	"h16" smallint DEFAULT 0 NOT NULL,
	"h17" smallint DEFAULT 0 NOT NULL,
	"h18" smallint DEFAULT 0 NOT NULL,
	"h19" smallint DEFAULT 0 NOT NULL,
	"h20" smallint DEFAULT 0 NOT NULL,
	"h21" smallint DEFAULT 0 NOT NULL,
	"h22" smallint DEFAULT 0 NOT NULL,
	"h23" smallint DEFAULT 0 NOT NULL,
	"h24" smallint DEFAULT 0 NOT NULL,
	"h25" smallint DEFAULT 0 NOT NULL,
	"h26" smallint DEFAULT 0 NOT NULL,
	"h27" smallint DEFAULT 0 NOT NULL,
	"h28" smallint DEFAULT 0 NOT NULL,
	"h29" smallint DEFAULT 0 NOT NULL,
	CONSTRAINT "court_days_club_id_court_id_local_date_pk" PRIMARY KEY("club_id","court_id","local_date")
);
--> statement-breakpoint
CREATE TABLE "stale_days" (
	"court_id" integer NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"marked_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "court_days" ADD CONSTRAINT "court_days_club_id_clubs_id_fk" FOREIGN KEY ("club_id") REFERENCES "public"."clubs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "court_days" ADD CONSTRAINT "court_days_court_id_courts_id_fk" FOREIGN KEY ("court_id") REFERENCES "public"."courts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "court_days_date_idx" ON "court_days" USING btree ("club_id","local_date");--> statement-breakpoint
CREATE FUNCTION use_of_court(status text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN status IN ('payment_pending', 'pending') THEN 'held'
  WHEN status IN ('confirmed', 'completed') THEN 'sold' ELSE status END;--> statement-breakpoint

-- A mark of its own for what is new, since it is all that a hold pays for the figures of its day.
CREATE FUNCTION mark_new_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO stale_days (court_id, starts_at, ends_at) VALUES (NEW.court_id, NEW.starts_at, NEW.ends_at);
  RETURN NULL;
END $$;--> statement-breakpoint

-- Both the old place and the new one. Nothing is counted of a place where a booking only waits.
CREATE FUNCTION mark_changed_places() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT is_parked(OLD.starts_at) THEN
    INSERT INTO stale_days (court_id, starts_at, ends_at) VALUES (OLD.court_id, OLD.starts_at, OLD.ends_at);
  END IF;
  IF TG_OP = 'UPDATE' AND NOT is_parked(NEW.starts_at)
      AND (OLD.court_id, OLD.starts_at, OLD.ends_at) IS DISTINCT FROM (NEW.court_id, NEW.starts_at, NEW.ends_at) THEN
    INSERT INTO stale_days (court_id, starts_at, ends_at) VALUES (NEW.court_id, NEW.starts_at, NEW.ends_at);
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE TRIGGER reservations_insert_stales AFTER INSERT ON reservations
  FOR EACH ROW EXECUTE FUNCTION mark_new_place();--> statement-breakpoint

CREATE TRIGGER reservations_update_stales
  AFTER UPDATE OF status, kind, court_id, club_id, starts_at, ends_at, hold_expires_at ON reservations FOR EACH ROW
  WHEN ((use_of_court(OLD.status), OLD.kind, OLD.court_id, OLD.club_id, OLD.starts_at, OLD.ends_at, OLD.hold_expires_at)
    IS DISTINCT FROM
    (use_of_court(NEW.status), NEW.kind, NEW.court_id, NEW.club_id, NEW.starts_at, NEW.ends_at, NEW.hold_expires_at))
  EXECUTE FUNCTION mark_changed_places();--> statement-breakpoint

CREATE TRIGGER reservations_delete_stales AFTER DELETE ON reservations
  FOR EACH ROW EXECUTE FUNCTION mark_changed_places();--> statement-breakpoint

-- Hours say on which day what is played at night counts, and what of a block is within them.
CREATE FUNCTION mark_club(club int, starts timestamptz, ends timestamptz) RETURNS void LANGUAGE sql
BEGIN ATOMIC
  INSERT INTO stale_days (court_id, starts_at, ends_at) SELECT id, starts, ends FROM courts WHERE club_id = club;
END;--> statement-breakpoint

CREATE FUNCTION mark_club_of_hours() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM mark_club(coalesce(NEW.club_id, OLD.club_id), '2000-01-01 00:00Z', '2300-01-01 00:00Z');
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE FUNCTION mark_club_of_zone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM mark_club(NEW.id, '2000-01-01 00:00Z', '2300-01-01 00:00Z');
  RETURN NULL;
END $$;--> statement-breakpoint

-- The day and those beside it, whatever the zone of the club.
CREATE FUNCTION mark_special_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM mark_club(coalesce(NEW.club_id, OLD.club_id),
    (least(NEW.date, OLD.date) - 1)::timestamp AT TIME ZONE 'UTC',
    (greatest(NEW.date, OLD.date) + 2)::timestamp AT TIME ZONE 'UTC');
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE TRIGGER opening_hours_stales AFTER INSERT OR UPDATE OR DELETE ON opening_hours
  FOR EACH ROW EXECUTE FUNCTION mark_club_of_hours();--> statement-breakpoint

CREATE TRIGGER special_days_stales AFTER INSERT OR UPDATE OR DELETE ON special_days
  FOR EACH ROW EXECUTE FUNCTION mark_special_day();--> statement-breakpoint

CREATE TRIGGER clubs_stales AFTER UPDATE OF time_zone ON clubs
  FOR EACH ROW WHEN (OLD.time_zone <> NEW.time_zone) EXECUTE FUNCTION mark_club_of_zone();--> statement-breakpoint

-- The wall minutes of a date in which a club opens, as `wallWindows` in lib/availability/open-day.ts finds them.
CREATE FUNCTION open_minutes(club int, day date) RETURNS int4multirange LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT coalesce((SELECT range_agg(int4range((part ->> 'opensMinute')::int, (part ->> 'closesMinute')::int))
        FROM jsonb_array_elements(special.windows) part), '{}')
      FROM special_days special WHERE special.club_id = club AND special.date = day),
    (SELECT range_agg(int4range(hours.opens_minute, hours.closes_minute))
      FROM opening_hours hours
      LEFT JOIN LATERAL (
        SELECT valid_from, valid_until FROM opening_hours
        WHERE club_id = club AND day BETWEEN valid_from AND valid_until
        ORDER BY valid_until - valid_from, weekday, opens_minute LIMIT 1) season ON true
      WHERE hours.club_id = club AND hours.weekday = extract(isodow FROM day)
        AND hours.valid_from IS NOT DISTINCT FROM season.valid_from
        AND hours.valid_until IS NOT DISTINCT FROM season.valid_until),
    '{}')
$$;--> statement-breakpoint

CREATE FUNCTION wall_minute(wall timestamp, day date) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN floor(extract(epoch FROM wall - day) / 60)::int;--> statement-breakpoint

-- How long the day of a date lasts past midnight.
CREATE FUNCTION night_minutes(open int4multirange) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN least(360, greatest(0, coalesce(upper(open), 0) - 1440));--> statement-breakpoint

-- The days over which a stretch of time may lie, with its wall minutes after the midnight of each. Where the clocks may
-- be changed within it, it comes in quarters of an hour, of which every change is a multiple.
CREATE FUNCTION day_parts(starts timestamptz, ends timestamptz, zone text)
RETURNS TABLE (day date, from_minute int, until_minute int, is_first boolean) LANGUAGE plpgsql STABLE ROWS 2 AS $$
DECLARE
  is_steady boolean := (ends AT TIME ZONE zone) - (starts AT TIME ZONE zone) = ends - starts
    AND ends - starts < interval '20 days';
BEGIN
  RETURN QUERY
  SELECT at::date, wall_minute(wall, at::date), wall_minute(wall + part.length, at::date), part.is_first
  FROM (
    SELECT starts AT TIME ZONE zone AS wall, ends - starts AS length, true AS is_first WHERE is_steady
    UNION ALL
    SELECT greatest(quarter, starts) AT TIME ZONE zone,
      least(quarter + interval '15 minutes', ends) - greatest(quarter, starts), quarter <= starts
    FROM generate_series(date_bin('15 minutes', starts, 'epoch'), ends - interval '1 microsecond', '15 minutes') quarter
    WHERE NOT is_steady
  ) part
  CROSS JOIN LATERAL generate_series((wall - interval '6 hours')::date::timestamp,
    wall + part.length - interval '1 microsecond', '1 day') at;
END $$;--> statement-breakpoint

-- Everything there is, for the first run of the job.
INSERT INTO stale_days (court_id, starts_at, ends_at)
SELECT id, '2000-01-01 00:00Z', '2300-01-01 00:00Z' FROM courts;
