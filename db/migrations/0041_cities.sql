CREATE TABLE "cities" (
	"key" text PRIMARY KEY NOT NULL,
	"city" text NOT NULL,
	"time_zone" text NOT NULL,
	"latitude" double precision NOT NULL,
	"longitude" double precision NOT NULL,
	"listed" integer NOT NULL,
	"clubs" integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX "cities_clubs_idx" ON "cities" USING btree ("clubs" DESC NULLS LAST,"city");--> statement-breakpoint

-- One city, or all. The columns are those of the table.
CREATE FUNCTION count_cities(wanted text DEFAULT NULL) RETURNS SETOF cities LANGUAGE sql STABLE AS $$
  SELECT DISTINCT ON (c.city_key) c.city_key, c.city, c.time_zone, c.latitude, c.longitude,
    (count(*) OVER in_city)::int, (count(*) FILTER (WHERE c.has_courts) OVER in_city)::int
  FROM (
    SELECT *, EXISTS (SELECT FROM courts k WHERE k.club_id = clubs.id AND k.deactivated_at IS NULL) AS has_courts
    FROM clubs
    WHERE deleted_at IS NULL AND (published_at IS NOT NULL OR external_id IS NOT NULL)
      AND (wanted IS NULL OR city_key = wanted)
  ) c
  WINDOW in_city AS (PARTITION BY c.city_key)
  ORDER BY c.city_key, c.has_courts DESC, c.name, c.id
$$;--> statement-breakpoint

-- Whoever waited for the lock counts anew, and so sees what the other transaction committed.
CREATE FUNCTION keep_city(wanted text) RETURNS void LANGUAGE plpgsql STRICT AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(12, hashtext(wanted));
  DELETE FROM cities WHERE key = wanted;
  INSERT INTO cities SELECT * FROM count_cities(wanted);
END $$;--> statement-breakpoint

DROP TRIGGER clubs_listing ON clubs;--> statement-breakpoint
DROP TRIGGER clubs_listing_update ON clubs;--> statement-breakpoint
DROP TRIGGER courts_listing ON courts;--> statement-breakpoint
DROP TRIGGER courts_listing_update ON courts;--> statement-breakpoint
DROP FUNCTION notify_listing();--> statement-breakpoint

-- Processes also keep which clubs a city has, and forget that on this notification. One order of the locks lets nobody
-- wait in a circle.
CREATE FUNCTION keep_city_of_club() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM keep_city(key) FROM (
    SELECT DISTINCT key FROM unnest(ARRAY[OLD.city_key, NEW.city_key]) key ORDER BY key) touched;
  PERFORM pg_notify('catalogue', 'listing');
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE FUNCTION keep_city_of_court() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM keep_city(city_key) FROM clubs WHERE id = COALESCE(NEW.club_id, OLD.club_id);
  PERFORM pg_notify('catalogue', 'listing');
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE CONSTRAINT TRIGGER clubs_listing AFTER INSERT OR DELETE ON clubs
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION keep_city_of_club();--> statement-breakpoint

CREATE CONSTRAINT TRIGGER clubs_listing_update AFTER UPDATE ON clubs
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN ((OLD.name, OLD.city, OLD.latitude, OLD.longitude, OLD.time_zone, OLD.deleted_at IS NULL, OLD.published_at IS NULL,
    OLD.external_id IS NULL) IS DISTINCT FROM (NEW.name, NEW.city, NEW.latitude, NEW.longitude, NEW.time_zone,
    NEW.deleted_at IS NULL, NEW.published_at IS NULL, NEW.external_id IS NULL))
  EXECUTE FUNCTION keep_city_of_club();--> statement-breakpoint

CREATE CONSTRAINT TRIGGER courts_listing AFTER INSERT OR DELETE ON courts
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION keep_city_of_court();--> statement-breakpoint

CREATE CONSTRAINT TRIGGER courts_listing_update AFTER UPDATE ON courts
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN ((OLD.deactivated_at IS NULL) IS DISTINCT FROM (NEW.deactivated_at IS NULL))
  EXECUTE FUNCTION keep_city_of_court();--> statement-breakpoint

INSERT INTO cities SELECT * FROM count_cities();
