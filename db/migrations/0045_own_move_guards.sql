-- No court is sold twice. A hold may overlap the booking that it is to move, since one of the two ends with the other's
-- move.
ALTER TABLE reservations DROP CONSTRAINT reservations_no_overlap;--> statement-breakpoint

ALTER TABLE reservations ADD CONSTRAINT reservations_no_overlap
  EXCLUDE USING gist (court_id WITH =, tstzrange(starts_at, ends_at) WITH &&, (coalesce(replaces, id)) WITH <>)
  WHERE (status IN ('payment_pending', 'pending', 'confirmed', 'completed'));--> statement-breakpoint

-- A hold moves a booking of its own club, person and currency, and never another such hold.
CREATE FUNCTION refuse_strange_replacement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM reservations r WHERE r.id = NEW.replaces AND r.replaces IS NULL AND r.kind = 'booking'
      AND r.club_id = NEW.club_id AND r.user_id = NEW.user_id AND r.currency = NEW.currency
  ) THEN
    RAISE EXCEPTION 'reservation % cannot replace %', NEW.id, NEW.replaces
      USING ERRCODE = 'check_violation', CONSTRAINT = 'reservations_replacement_is_its_own';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint

CREATE TRIGGER reservations_replacement_is_its_own BEFORE INSERT OR UPDATE OF replaces ON reservations
  FOR EACH ROW WHEN (NEW.replaces IS NOT NULL) EXECUTE FUNCTION refuse_strange_replacement();
