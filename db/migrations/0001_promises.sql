-- What Drizzle cannot declare, and what the promise rests on.
CREATE EXTENSION IF NOT EXISTS btree_gist;--> statement-breakpoint

CREATE EXTENSION IF NOT EXISTS unaccent;--> statement-breakpoint

CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint

-- An empty range overlaps nothing, so without this check a zero-length row would slip past the constraint.
ALTER TABLE reservations ADD CONSTRAINT reservations_range_positive CHECK (ends_at > starts_at);--> statement-breakpoint

ALTER TABLE reservations ADD CONSTRAINT reservations_no_overlap
  EXCLUDE USING gist (court_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
  WHERE (status IN ('payment_pending', 'pending', 'confirmed', 'completed'));--> statement-breakpoint

-- GiST refuses; this btree lists what is busy in a window, from the index alone.
CREATE INDEX reservations_busy_idx ON reservations (starts_at) INCLUDE (court_id, ends_at, hold_expires_at, status)
  WHERE status IN ('payment_pending', 'pending', 'confirmed', 'completed');--> statement-breakpoint

-- The window query looks back no further than four hours; the few longer stretches (closures, tournaments) are found here.
CREATE INDEX reservations_long_idx ON reservations (ends_at) INCLUDE (court_id, starts_at, hold_expires_at, status)
  WHERE status IN ('payment_pending', 'pending', 'confirmed', 'completed') AND ends_at - starts_at > interval '4 hours';--> statement-breakpoint

-- Games that are over and wait to be marked as played.
CREATE INDEX reservations_confirmed_idx ON reservations (ends_at) WHERE status = 'confirmed';--> statement-breakpoint

CREATE INDEX reservations_court_busy_idx ON reservations (court_id, starts_at) INCLUDE (ends_at, hold_expires_at, status)
  WHERE status IN ('payment_pending', 'pending', 'confirmed', 'completed');--> statement-breakpoint

ALTER TABLE reservations ADD CONSTRAINT reservations_booking_at_most_four_hours CHECK
  (kind NOT IN ('booking', 'walk_in') OR ends_at - starts_at <= interval '4 hours');--> statement-breakpoint

ALTER TABLE reservations ADD CONSTRAINT reservations_hold_expires CHECK
  (status NOT IN ('payment_pending', 'pending') OR hold_expires_at IS NOT NULL);--> statement-breakpoint

ALTER TABLE reservations ADD CONSTRAINT reservations_price_not_negative CHECK (price_minor >= 0);--> statement-breakpoint

ALTER TABLE payments ADD CONSTRAINT payments_amounts CHECK
  (amount_minor > 0 AND received_minor >= 0 AND refunded_minor BETWEEN 0 AND received_minor AND currency ~ '^[A-Z]{3}$');--> statement-breakpoint

ALTER TABLE refunds ADD CONSTRAINT refunds_amounts CHECK (amount_minor > 0 AND currency ~ '^[A-Z]{3}$');--> statement-breakpoint

ALTER TABLE api_tokens ADD CONSTRAINT api_tokens_hash CHECK (token_hash ~ '^[0-9a-f]{64}$');--> statement-breakpoint

ALTER TABLE users ADD CONSTRAINT users_email_lower CHECK (email = lower(email));--> statement-breakpoint

ALTER TABLE opening_hours ADD CONSTRAINT opening_hours_range CHECK
  (weekday BETWEEN 1 AND 7 AND opens_minute BETWEEN 0 AND 1439 AND closes_minute > opens_minute AND closes_minute <= opens_minute + 1440);--> statement-breakpoint

CREATE INDEX search_documents_words_idx ON search_documents USING gin (words gin_trgm_ops);--> statement-breakpoint

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint

CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint

-- Every process keeps the small catalogue of clubs in memory and drops it on this notification.
CREATE FUNCTION notify_catalogue() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('catalogue', TG_TABLE_NAME);
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE TRIGGER clubs_catalogue AFTER INSERT OR UPDATE OR DELETE ON clubs
  FOR EACH STATEMENT EXECUTE FUNCTION notify_catalogue();--> statement-breakpoint

CREATE TRIGGER courts_catalogue AFTER INSERT OR UPDATE OR DELETE ON courts
  FOR EACH STATEMENT EXECUTE FUNCTION notify_catalogue();--> statement-breakpoint

CREATE TRIGGER opening_hours_catalogue AFTER INSERT OR UPDATE OR DELETE ON opening_hours
  FOR EACH STATEMENT EXECUTE FUNCTION notify_catalogue();--> statement-breakpoint

CREATE TRIGGER price_rules_catalogue AFTER INSERT OR UPDATE OR DELETE ON price_rules
  FOR EACH STATEMENT EXECUTE FUNCTION notify_catalogue();--> statement-breakpoint

-- Ids are drawn before a transaction commits, so a reader that has seen 8 could later miss a 7. One person's messages
-- therefore get their id under a lock that is held until the commit: to that person's sockets they appear in order.
CREATE FUNCTION number_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(3, hashtext(NEW.user_id::text));
  NEW.id := nextval(pg_get_serial_sequence('messages', 'id'));
  RETURN NEW;
END $$;--> statement-breakpoint

CREATE TRIGGER messages_number BEFORE INSERT ON messages
  FOR EACH ROW EXECUTE FUNCTION number_message();--> statement-breakpoint

-- An open page is told of its messages by whichever process holds its socket.
CREATE FUNCTION notify_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('messages', json_build_object('id', NEW.id, 'user_id', NEW.user_id)::text);
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE TRIGGER messages_notify AFTER INSERT ON messages
  FOR EACH ROW EXECUTE FUNCTION notify_message();--> statement-breakpoint

-- A club-day that somebody watches is told when one of its slots changes hands.
-- One that is moved also frees the place it leaves.
CREATE FUNCTION notify_slot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.court_id, OLD.starts_at, OLD.ends_at) IS DISTINCT FROM (NEW.court_id, NEW.starts_at, NEW.ends_at) THEN
    PERFORM pg_notify('slots', json_build_object('club_id', OLD.club_id, 'court_id', OLD.court_id,
      'starts_at', OLD.starts_at, 'ends_at', OLD.ends_at, 'free', true)::text);
  END IF;
  PERFORM pg_notify('slots', json_build_object('club_id', NEW.club_id, 'court_id', NEW.court_id,
    'starts_at', NEW.starts_at, 'ends_at', NEW.ends_at,
    'free', NEW.status NOT IN ('payment_pending', 'pending', 'confirmed', 'completed'))::text);
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE TRIGGER reservations_notify AFTER INSERT OR UPDATE OF status, starts_at, ends_at, court_id ON reservations
  FOR EACH ROW EXECUTE FUNCTION notify_slot();--> statement-breakpoint

-- Ends the holds that ran out, of one court or of all, with all that follows from it. It is a function because
-- the next taker, a late payment and the job must all do exactly the same, each inside its own transaction.
-- It writes to people in the order of their ids: two that write to several take their locks in one order.
CREATE FUNCTION expire_holds(for_court int, at_most int, by_actor text, by_request text)
RETURNS TABLE (reservation_id uuid, payment_id uuid) LANGUAGE sql AS $$
  WITH due AS (
    SELECT id, status FROM reservations
    WHERE status IN ('payment_pending', 'pending') AND hold_expires_at <= now()
      AND (for_court IS NULL OR court_id = for_court)
    ORDER BY hold_expires_at LIMIT at_most FOR UPDATE SKIP LOCKED
  ), expired AS (
    UPDATE reservations r SET status = 'expired', updated_at = now() FROM due WHERE r.id = due.id
    RETURNING r.id, r.user_id, due.status AS from_state
  ), abandoned AS (
    UPDATE payments p SET cancel_requested_at = now(), updated_at = now()
    FROM expired WHERE p.reservation_id = expired.id AND p.status = 'pending'
    RETURNING p.id, p.reservation_id
  ), told AS (
    INSERT INTO messages (user_id, type, data)
    SELECT user_id, 'reservation.expired', jsonb_build_object('reservation_id', id) FROM expired
    WHERE user_id IS NOT NULL ORDER BY user_id
  ), audited AS (
    INSERT INTO audit (entity, entity_id, actor, from_state, to_state, request_id)
    SELECT 'reservation', id::text, by_actor, from_state, 'expired', by_request FROM expired
  )
  SELECT expired.id, abandoned.id FROM expired LEFT JOIN abandoned ON abandoned.reservation_id = expired.id
$$;
