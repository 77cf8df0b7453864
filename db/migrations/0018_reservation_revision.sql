ALTER TABLE "reservations" ADD COLUMN "revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint

-- A calendar takes a change only when its SEQUENCE is higher (RFC 5546), and a page's write names the one it saw.
CREATE FUNCTION count_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.revision := OLD.revision + 1;
  RETURN NEW;
END $$;--> statement-breakpoint

CREATE TRIGGER reservations_revision BEFORE UPDATE OF club_id, court_id, user_id, status, starts_at, ends_at, note ON reservations
  FOR EACH ROW
  WHEN ((OLD.club_id, OLD.court_id, OLD.user_id, OLD.status, OLD.starts_at, OLD.ends_at, OLD.note)
    IS DISTINCT FROM (NEW.club_id, NEW.court_id, NEW.user_id, NEW.status, NEW.starts_at, NEW.ends_at, NEW.note))
  EXECUTE FUNCTION count_revision();--> statement-breakpoint

-- Games to come that were cancelled before there was a count must be above what their players' calendars have.
UPDATE reservations SET revision = 1 WHERE status = 'cancelled' AND starts_at > now();
