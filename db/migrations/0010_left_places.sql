CREATE TABLE "left_places" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "left_places_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"club_id" integer NOT NULL,
	"reservation_id" uuid NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"left_in" "xid8" NOT NULL,
	"left_at" timestamp with time zone DEFAULT now() NOT NULL
);--> statement-breakpoint
ALTER TABLE "left_places" ADD CONSTRAINT "left_places_club_id_clubs_id_fk" FOREIGN KEY ("club_id") REFERENCES "public"."clubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "left_places" ADD CONSTRAINT "left_places_reservation_id_reservations_id_fk" FOREIGN KEY ("reservation_id") REFERENCES "public"."reservations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "left_places_club_idx" ON "left_places" USING btree ("club_id","left_in");--> statement-breakpoint
CREATE INDEX "reservations_long_gone_idx" ON "reservations" USING btree ("club_id","ends_at") WHERE status in ('cancelled', 'expired') and ends_at - starts_at > interval '4 hours';--> statement-breakpoint
-- Remembers where a reservation was. It fires for moves alone, so that it costs a hold nothing.
CREATE FUNCTION keep_left_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO left_places (club_id, reservation_id, starts_at, ends_at, left_in)
  VALUES (OLD.club_id, OLD.id, OLD.starts_at, OLD.ends_at, pg_current_xact_id());
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE TRIGGER reservations_left_place AFTER UPDATE OF club_id, starts_at, ends_at ON reservations FOR EACH ROW
  WHEN ((OLD.club_id, OLD.starts_at, OLD.ends_at) IS DISTINCT FROM (NEW.club_id, NEW.starts_at, NEW.ends_at))
  EXECUTE FUNCTION keep_left_place();--> statement-breakpoint

CREATE FUNCTION is_on_board(status text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN status NOT IN ('cancelled', 'expired');--> statement-breakpoint

-- As before, and for the staff's board which reservation it was and where it came from.
CREATE OR REPLACE FUNCTION notify_slot() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  came_from json := CASE WHEN TG_OP = 'UPDATE' THEN
    json_build_object('court_id', OLD.court_id, 'starts_at', OLD.starts_at, 'ends_at', OLD.ends_at) END;
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.court_id, OLD.starts_at, OLD.ends_at) IS DISTINCT FROM (NEW.court_id, NEW.starts_at, NEW.ends_at) THEN
    PERFORM pg_notify('slots', json_build_object('club_id', OLD.club_id, 'court_id', OLD.court_id,
      'starts_at', OLD.starts_at, 'ends_at', OLD.ends_at, 'free', true)::text);
  END IF;
  PERFORM pg_notify('slots', json_build_object('club_id', NEW.club_id, 'court_id', NEW.court_id,
    'starts_at', NEW.starts_at, 'ends_at', NEW.ends_at,
    'free', NEW.status NOT IN ('payment_pending', 'pending', 'confirmed', 'completed'),
    'reservation', json_build_object('id', NEW.id, 'revision', NEW.revision, 'is_shown', is_on_board(NEW.status),
      'from', came_from))::text);
  RETURN NULL;
END $$;--> statement-breakpoint

-- Tells the staff's board of what players do not see.
CREATE FUNCTION notify_details() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('slots', json_build_object('club_id', NEW.club_id, 'court_id', NEW.court_id,
    'starts_at', NEW.starts_at, 'ends_at', NEW.ends_at, 'free', false, 'only_details', true,
    'reservation', json_build_object('id', NEW.id, 'revision', NEW.revision, 'is_shown', is_on_board(NEW.status),
      'from', json_build_object('court_id', OLD.court_id, 'starts_at', OLD.starts_at, 'ends_at', OLD.ends_at)))::text);
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE TRIGGER reservations_notify_details AFTER UPDATE OF title, note, locked_at, checked_in_at, customer_id, price_minor
    ON reservations FOR EACH ROW
  WHEN ((OLD.title, OLD.note, OLD.locked_at, OLD.checked_in_at, OLD.customer_id, OLD.price_minor)
      IS DISTINCT FROM (NEW.title, NEW.note, NEW.locked_at, NEW.checked_in_at, NEW.customer_id, NEW.price_minor)
    AND (OLD.status, OLD.court_id, OLD.starts_at, OLD.ends_at)
      IS NOT DISTINCT FROM (NEW.status, NEW.court_id, NEW.starts_at, NEW.ends_at))
  EXECUTE FUNCTION notify_details();
