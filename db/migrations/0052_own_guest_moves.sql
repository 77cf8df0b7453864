-- A hold moves a booking of its own club, booker and currency, and never another such hold. Whoever booked has an account
-- or a browser.
CREATE OR REPLACE FUNCTION refuse_strange_replacement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF num_nonnulls(NEW.user_id, NEW.visitor_id) = 0 OR NOT EXISTS (
    SELECT FROM reservations r WHERE r.id = NEW.replaces AND r.replaces IS NULL AND r.kind = 'booking'
      AND r.club_id = NEW.club_id AND r.currency = NEW.currency
      AND r.user_id IS NOT DISTINCT FROM NEW.user_id AND r.visitor_id IS NOT DISTINCT FROM NEW.visitor_id
  ) THEN
    RAISE EXCEPTION 'reservation % cannot replace %', NEW.id, NEW.replaces
      USING ERRCODE = 'check_violation', CONSTRAINT = 'reservations_replacement_is_its_own';
  END IF;
  RETURN NEW;
END $$;
