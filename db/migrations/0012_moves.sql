ALTER TABLE "refunds" DROP CONSTRAINT "refunds_cause";--> statement-breakpoint
ALTER TABLE "reservations" ADD COLUMN "policy_starts_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_cause" CHECK ("refunds"."cause" in ('cancellation', 'late_payment', 'amount_mismatch', 'duplicate_payment', 'club_deleted', 'staff', 'weather', 'moved', 'dashboard'));--> statement-breakpoint
-- Bookings that exchange places wait a thousand years ahead for a moment, since the constraint is checked row by row.
CREATE FUNCTION is_parked(starts_at timestamptz) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN starts_at >= timestamptz '2900-01-01 00:00:00+00';--> statement-breakpoint

-- The revision counts the price too. A place where a booking only waits does not count.
DROP TRIGGER reservations_revision ON reservations;--> statement-breakpoint

CREATE TRIGGER reservations_revision BEFORE UPDATE OF club_id, court_id, user_id, customer_id, status, starts_at, ends_at,
    title, note, locked_at, checked_in_at, price_minor ON reservations
  FOR EACH ROW
  WHEN ((OLD.club_id, OLD.court_id, OLD.user_id, OLD.customer_id, OLD.status, OLD.starts_at, OLD.ends_at, OLD.title,
      OLD.note, OLD.locked_at, OLD.checked_in_at, OLD.price_minor)
    IS DISTINCT FROM (NEW.club_id, NEW.court_id, NEW.user_id, NEW.customer_id, NEW.status, NEW.starts_at, NEW.ends_at,
      NEW.title, NEW.note, NEW.locked_at, NEW.checked_in_at, NEW.price_minor)
    AND NOT is_parked(NEW.starts_at))
  EXECUTE FUNCTION count_revision();--> statement-breakpoint

DROP TRIGGER reservations_left_place ON reservations;--> statement-breakpoint

CREATE TRIGGER reservations_left_place AFTER UPDATE OF club_id, starts_at, ends_at ON reservations FOR EACH ROW
  WHEN ((OLD.club_id, OLD.starts_at, OLD.ends_at) IS DISTINCT FROM (NEW.club_id, NEW.starts_at, NEW.ends_at)
    AND NOT is_parked(OLD.starts_at))
  EXECUTE FUNCTION keep_left_place();--> statement-breakpoint

-- Tells the staff's board that something of a reservation changed which its row does not show to players.
CREATE FUNCTION tell_board(club_id int, court_id int, starts_at timestamptz, ends_at timestamptz, id uuid, revision int,
    status text) RETURNS void LANGUAGE sql
RETURN pg_notify('slots', json_build_object('club_id', club_id, 'court_id', court_id, 'starts_at', starts_at,
  'ends_at', ends_at, 'free', false, 'only_details', true, 'reservation', json_build_object('id', id,
    'revision', revision, 'is_shown', is_on_board(status), 'from',
    json_build_object('court_id', court_id, 'starts_at', starts_at, 'ends_at', ends_at)))::text);--> statement-breakpoint

CREATE OR REPLACE FUNCTION notify_details() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_board(NEW.club_id, NEW.court_id, NEW.starts_at, NEW.ends_at, NEW.id, NEW.revision, NEW.status);
  RETURN NULL;
END $$;--> statement-breakpoint

-- As before. Who waits for a place is at none: its old one is told as it leaves, its new one as it arrives.
CREATE OR REPLACE FUNCTION notify_slot() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  came_from json := CASE WHEN TG_OP = 'UPDATE' AND NOT is_parked(OLD.starts_at) THEN
    json_build_object('court_id', OLD.court_id, 'starts_at', OLD.starts_at, 'ends_at', OLD.ends_at) END;
BEGIN
  IF came_from IS NOT NULL
      AND (OLD.court_id, OLD.starts_at, OLD.ends_at) IS DISTINCT FROM (NEW.court_id, NEW.starts_at, NEW.ends_at) THEN
    PERFORM pg_notify('slots', json_build_object('club_id', OLD.club_id, 'court_id', OLD.court_id,
      'starts_at', OLD.starts_at, 'ends_at', OLD.ends_at, 'free', true)::text);
  END IF;
  IF is_parked(NEW.starts_at) THEN
    PERFORM tell_board(OLD.club_id, OLD.court_id, OLD.starts_at, OLD.ends_at, NEW.id, NEW.revision, NEW.status);
    RETURN NULL;
  END IF;
  PERFORM pg_notify('slots', json_build_object('club_id', NEW.club_id, 'court_id', NEW.court_id,
    'starts_at', NEW.starts_at, 'ends_at', NEW.ends_at,
    'free', NEW.status NOT IN ('payment_pending', 'pending', 'confirmed', 'completed'),
    'reservation', json_build_object('id', NEW.id, 'revision', NEW.revision, 'is_shown', is_on_board(NEW.status),
      'from', came_from))::text);
  RETURN NULL;
END $$;--> statement-breakpoint

-- Tells the board of what it shows of a reservation and another row holds. A player who is added is told by
-- `addPlayer`, since a trigger for it would fire for every hold.
CREATE FUNCTION touch_board(touched uuid) RETURNS void LANGUAGE sql AS $$
  SELECT tell_board(club_id, court_id, starts_at, ends_at, id, revision, status) FROM reservations WHERE id = touched
$$;--> statement-breakpoint

CREATE FUNCTION touch_booking() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM touch_board(coalesce(NEW.reservation_id, OLD.reservation_id));
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE FUNCTION touch_booking_of_payment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM touch_board(reservation_id) FROM payments WHERE id = NEW.payment_id;
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE TRIGGER dues_touch_board AFTER INSERT OR UPDATE OF settled_at, waived_at ON dues
  FOR EACH ROW EXECUTE FUNCTION touch_booking();--> statement-breakpoint

CREATE TRIGGER till_entries_touch_board AFTER INSERT ON till_entries
  FOR EACH ROW WHEN (NEW.reservation_id IS NOT NULL) EXECUTE FUNCTION touch_booking();--> statement-breakpoint

CREATE TRIGGER participants_touch_board AFTER UPDATE OR DELETE ON participants
  FOR EACH ROW EXECUTE FUNCTION touch_booking();--> statement-breakpoint

CREATE TRIGGER refunds_touch_board AFTER INSERT OR UPDATE OF status, amount_minor ON refunds
  FOR EACH ROW EXECUTE FUNCTION touch_booking_of_payment();
