-- The same as `lib/core/input/fold-text.ts` for every character, by Unicode's own rules whatever the server's language.
CREATE FUNCTION fold_city(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN btrim(regexp_replace(
  replace(replace(replace(replace(
    translate(
      lower(regexp_replace(
        translate(
          normalize(translate(normalize(value, NFC), '´', ''''), NFKD),
          U&'\2018\2019\201A\201B\2032\2035\02B9\02BB\02BC\02C8`\201C\201D\201E\201F\00AB\00BB\2010\2011\2012\2013\2014\2015\2212\2043',
          '''''''''''''''''''''''""""""--------'
        ),
        -- Accents, and what is not seen: controls, marks of direction, ignorable characters.
        '[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u0001-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890-\u0891\u08e2\u115f-\u1160\u17b4-\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]',
        '', 'g'
      ) COLLATE pg_unicode_fast),
      'øđðħıłŧς', 'oddhiltσ'
    ),
    'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
  '[\u0009-\u000d\u0020\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+', ' ', 'g'
), ' ');--> statement-breakpoint

DROP INDEX "clubs_city_idx";--> statement-breakpoint
ALTER TABLE "clubs" ADD COLUMN "city_key" text GENERATED ALWAYS AS (fold_city(city)) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "clubs_listed_idx" ON "clubs" USING btree ("name","id") WHERE deleted_at is null and (published_at is not null or external_id is not null);--> statement-breakpoint
CREATE INDEX "clubs_city_key_idx" ON "clubs" USING btree ("city_key","name","id");--> statement-breakpoint
CREATE INDEX "clubs_place_idx" ON "clubs" USING gist (point(round(longitude * 1e7), round(latitude * 1e7))) WHERE deleted_at is null and (published_at is not null or external_id is not null);--> statement-breakpoint
CREATE INDEX "clubs_off_sale_idx" ON "clubs" USING btree ("name","id") WHERE deleted_at is null and (published_at is null or sales_paused_at is not null);--> statement-breakpoint

-- Processes keep clubs in memory, and forget the one that is named here.
CREATE OR REPLACE FUNCTION notify_catalogue() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'clubs' THEN
    PERFORM pg_notify('catalogue', COALESCE(NEW.id, OLD.id)::text);
  ELSE
    PERFORM pg_notify('catalogue', COALESCE(NEW.club_id, OLD.club_id)::text);
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE OR REPLACE TRIGGER clubs_catalogue AFTER INSERT OR UPDATE OR DELETE ON clubs
  FOR EACH ROW EXECUTE FUNCTION notify_catalogue();--> statement-breakpoint
CREATE OR REPLACE TRIGGER courts_catalogue AFTER INSERT OR UPDATE OR DELETE ON courts
  FOR EACH ROW EXECUTE FUNCTION notify_catalogue();--> statement-breakpoint
CREATE OR REPLACE TRIGGER opening_hours_catalogue AFTER INSERT OR UPDATE OR DELETE ON opening_hours
  FOR EACH ROW EXECUTE FUNCTION notify_catalogue();--> statement-breakpoint
CREATE OR REPLACE TRIGGER special_days_catalogue AFTER INSERT OR UPDATE OR DELETE ON special_days
  FOR EACH ROW EXECUTE FUNCTION notify_catalogue();--> statement-breakpoint
CREATE OR REPLACE TRIGGER price_rules_catalogue AFTER INSERT OR UPDATE OR DELETE ON price_rules
  FOR EACH ROW EXECUTE FUNCTION notify_catalogue();--> statement-breakpoint
CREATE OR REPLACE TRIGGER categories_catalogue AFTER INSERT OR UPDATE OR DELETE ON categories
  FOR EACH ROW EXECUTE FUNCTION notify_catalogue();--> statement-breakpoint

-- They also keep which clubs a city has, and forget all of that when one comes, goes or moves.
CREATE FUNCTION notify_listing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('catalogue', 'listing');
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE TRIGGER clubs_listing AFTER INSERT OR DELETE ON clubs
  FOR EACH STATEMENT EXECUTE FUNCTION notify_listing();--> statement-breakpoint

CREATE TRIGGER clubs_listing_update AFTER UPDATE ON clubs FOR EACH ROW
  WHEN ((OLD.name, OLD.city, OLD.latitude, OLD.longitude, OLD.time_zone, OLD.deleted_at IS NULL, OLD.published_at IS NULL,
    OLD.external_id IS NULL) IS DISTINCT FROM (NEW.name, NEW.city, NEW.latitude, NEW.longitude, NEW.time_zone,
    NEW.deleted_at IS NULL, NEW.published_at IS NULL, NEW.external_id IS NULL))
  EXECUTE FUNCTION notify_listing();--> statement-breakpoint

CREATE TRIGGER courts_listing AFTER INSERT OR DELETE ON courts
  FOR EACH STATEMENT EXECUTE FUNCTION notify_listing();--> statement-breakpoint

CREATE TRIGGER courts_listing_update AFTER UPDATE ON courts FOR EACH ROW
  WHEN ((OLD.deactivated_at IS NULL) IS DISTINCT FROM (NEW.deactivated_at IS NULL))
  EXECUTE FUNCTION notify_listing();
