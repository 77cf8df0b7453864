-- Written by hand: what Drizzle cannot declare.
CREATE EXTENSION IF NOT EXISTS btree_gist;--> statement-breakpoint

CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint

-- Unused since `fold_text`.
CREATE EXTENSION IF NOT EXISTS unaccent;--> statement-breakpoint

-- No court is sold twice.
ALTER TABLE reservations ADD CONSTRAINT reservations_no_overlap
  EXCLUDE USING gist (court_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
  WHERE (status IN ('payment_pending', 'pending', 'confirmed', 'completed'));--> statement-breakpoint

-- Lists what is busy in a window, from the index alone.
CREATE INDEX reservations_busy_idx ON reservations (starts_at) INCLUDE (court_id, ends_at, hold_expires_at, status)
  WHERE status IN ('payment_pending', 'pending', 'confirmed', 'completed');--> statement-breakpoint

-- The window query looks back four hours. This lists what is longer, such as closures.
CREATE INDEX reservations_long_idx ON reservations (ends_at) INCLUDE (court_id, starts_at, hold_expires_at, status)
  WHERE status IN ('payment_pending', 'pending', 'confirmed', 'completed') AND ends_at - starts_at > interval '4 hours';--> statement-breakpoint

-- Lists the games that are over and not yet marked as played.
CREATE INDEX reservations_confirmed_idx ON reservations (ends_at) WHERE status = 'confirmed';--> statement-breakpoint

CREATE INDEX reservations_court_busy_idx ON reservations (court_id, starts_at) INCLUDE (ends_at, hold_expires_at, status)
  WHERE status IN ('payment_pending', 'pending', 'confirmed', 'completed');--> statement-breakpoint

-- The same as `lib/core/input/fold-text.ts` for Latin letters: lower case, no accents, plain quotes.
CREATE FUNCTION fold_text(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN replace(replace(replace(replace(
  translate(
    lower(regexp_replace(normalize(translate(value, '´`‘’ʼ', ''''''''''''), NFKD), '[\u0300-\u036f]', '', 'g')),
    'øØđĐðÐħĦıłŁŧŦÆŒÞẞ', 'ooddddhhillttæœþß'
  ),
  'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th');--> statement-breakpoint

CREATE INDEX users_words_idx ON users USING gin
  ((fold_text(coalesce(name, '')) || ' ' || email || ' ' || coalesce(phone, '')) gin_trgm_ops);--> statement-breakpoint

CREATE INDEX reservations_id_end_idx ON reservations USING btree ((reverse(id::text)) COLLATE "C");--> statement-breakpoint

CREATE INDEX search_documents_words_idx ON search_documents USING gin (words gin_trgm_ops);--> statement-breakpoint

-- Makes a table append-only.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint

CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint

CREATE TRIGGER repairs_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON repairs
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint

-- Processes keep the catalogue in memory and drop it on this notification.
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

-- A socket reads the events after the last id it has seen, so a person's events must commit in the order of their ids.
-- The lock by person is held until the commit.
CREATE FUNCTION number_live_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(3, hashtext(NEW.user_id::text));
  NEW.id := nextval(pg_get_serial_sequence('live_events', 'id'));
  RETURN NEW;
END $$;--> statement-breakpoint

CREATE TRIGGER live_events_number BEFORE INSERT ON live_events
  FOR EACH ROW EXECUTE FUNCTION number_live_event();--> statement-breakpoint

-- Wakes the process that holds the person's socket.
CREATE FUNCTION notify_live_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('live_events', json_build_object('id', NEW.id, 'user_id', NEW.user_id)::text);
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE TRIGGER live_events_notify AFTER INSERT ON live_events
  FOR EACH ROW EXECUTE FUNCTION notify_live_event();--> statement-breakpoint

-- Tells open pages that a slot was taken or freed. A reservation that moves also frees its old place.
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

-- Ends the holds that ran out, of one court or of all. Events are inserted in the order of the people's ids, so that
-- two runs take the locks of `number_live_event` in the same order.
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
    INSERT INTO live_events (user_id, type, data)
    SELECT user_id, 'reservation.expired', jsonb_build_object('reservation_id', id) FROM expired
    WHERE user_id IS NOT NULL ORDER BY user_id
  ), audited AS (
    INSERT INTO audit (entity, entity_id, actor, from_state, to_state, request_id)
    SELECT 'reservation', id::text, by_actor, from_state, 'expired', by_request FROM expired
  )
  SELECT expired.id, abandoned.id FROM expired LEFT JOIN abandoned ON abandoned.reservation_id = expired.id
$$;--> statement-breakpoint

-- Calendars take a change only with a higher SEQUENCE (RFC 5546). Writes from a page name the revision they saw.
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

-- The refunds of a payment never exceed what was received, in its currency. The check runs at the commit under the
-- payment's lock, and only when a refund begins to count or grows.
CREATE FUNCTION refuse_too_much_back() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  paid record;
BEGIN
  SELECT received_minor, currency INTO paid FROM payments WHERE id = NEW.payment_id FOR UPDATE;
  IF paid.currency <> NEW.currency THEN
    RAISE EXCEPTION 'refund % is not in the currency of its payment', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_within_payment';
  END IF;
  IF paid.received_minor < (SELECT sum(amount_minor) FROM refunds
      WHERE payment_id = NEW.payment_id AND status IN ('requested', 'pending', 'succeeded')) THEN
    RAISE EXCEPTION 'refund % gives back more than was paid', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_within_payment';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE CONSTRAINT TRIGGER refunds_within_payment_insert AFTER INSERT ON refunds
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.status IN ('requested', 'pending', 'succeeded')) EXECUTE FUNCTION refuse_too_much_back();--> statement-breakpoint

CREATE CONSTRAINT TRIGGER refunds_within_payment_update AFTER UPDATE OF status, amount_minor, currency, payment_id ON refunds
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.status IN ('requested', 'pending', 'succeeded') AND (OLD.status IN ('failed', 'covered')
    OR NEW.amount_minor > OLD.amount_minor OR NEW.currency <> OLD.currency OR NEW.payment_id <> OLD.payment_id))
  EXECUTE FUNCTION refuse_too_much_back();--> statement-breakpoint

-- Who acts in this transaction, as `signTransaction` set it.
CREATE FUNCTION acting_name() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('pista.actor', true), ''), 'system:database')
$$;--> statement-breakpoint

-- The request under which they act, as `signTransaction` set it.
CREATE FUNCTION acting_request() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('pista.request_id', true), '')
$$;--> statement-breakpoint

-- The triggers below write the audit, whichever statement made the change. This one: each status of a notice.
CREATE FUNCTION audit_notice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit (entity, entity_id, actor, from_state, to_state, request_id)
  VALUES ('notice', NEW.id::text, acting_name(), OLD.status, NEW.status, acting_request());
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE TRIGGER notices_audit AFTER UPDATE OF status ON notices FOR EACH ROW
  WHEN (NEW.status IS DISTINCT FROM OLD.status)
  EXECUTE FUNCTION audit_notice();--> statement-breakpoint

-- Whether a mailbox takes mail.
CREATE FUNCTION audit_reach() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit (entity, entity_id, actor, to_state, request_id)
  VALUES ('user', NEW.id::text, acting_name(),
    CASE WHEN NEW.email_invalid_at IS NULL THEN 'mail_valid' ELSE 'mail_invalid' END, acting_request());
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE TRIGGER users_reach_audit AFTER UPDATE OF email_invalid_at ON users FOR EACH ROW
  WHEN ((OLD.email_invalid_at IS NULL) <> (NEW.email_invalid_at IS NULL))
  EXECUTE FUNCTION audit_reach();--> statement-breakpoint

-- A webhook event that was given up.
CREATE FUNCTION audit_dead_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit (entity, entity_id, actor, from_state, to_state, request_id)
  VALUES ('webhook_event', NEW.id::text, acting_name(), 'waiting', 'dead', acting_request());
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE TRIGGER webhook_events_audit AFTER UPDATE OF dead_at ON webhook_events FOR EACH ROW
  WHEN (OLD.dead_at IS NULL AND NEW.dead_at IS NOT NULL)
  EXECUTE FUNCTION audit_dead_event();--> statement-breakpoint

-- Roles at a club.
CREATE FUNCTION audit_staff_role() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kept boolean := TG_OP = 'UPDATE' AND OLD.revoked_at IS NULL AND NEW.revoked_at IS NULL
    AND (OLD.user_id, OLD.club_id) = (NEW.user_id, NEW.club_id);
BEGIN
  IF kept AND OLD.role <> NEW.role THEN
    INSERT INTO audit (entity, entity_id, actor, from_state, to_state, detail, request_id)
    VALUES ('user', NEW.user_id::text, acting_name(), OLD.role, 'staff_role_changed',
      jsonb_build_object('club', NEW.club_id, 'role', NEW.id, 'as', NEW.role), acting_request());
  END IF;
  IF NOT kept AND TG_OP <> 'INSERT' AND (TG_OP = 'DELETE' OR OLD.revoked_at IS NULL) THEN
    INSERT INTO audit (entity, entity_id, actor, from_state, to_state, detail, request_id)
    VALUES ('user', OLD.user_id::text, acting_name(), OLD.role,
      CASE WHEN OLD.revoked_at IS NULL THEN 'staff_role_revoked' ELSE 'staff_role_deleted' END,
      jsonb_build_object('club', OLD.club_id, 'role', OLD.id), acting_request());
  END IF;
  IF NOT kept AND TG_OP <> 'DELETE' AND (TG_OP = 'INSERT' OR NEW.revoked_at IS NULL) THEN
    INSERT INTO audit (entity, entity_id, actor, to_state, detail, request_id)
    VALUES ('user', NEW.user_id::text, acting_name(), 'staff_role_granted',
      jsonb_build_object('club', NEW.club_id, 'role', NEW.id, 'as', NEW.role), acting_request());
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE TRIGGER staff_roles_audit AFTER INSERT OR DELETE OR UPDATE OF club_id, user_id, role, revoked_at ON staff_roles
  FOR EACH ROW EXECUTE FUNCTION audit_staff_role();--> statement-breakpoint

-- When somebody became an operator and ceased to be one. The row itself loses it by demotion and erasure.
CREATE FUNCTION audit_operator() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit (entity, entity_id, actor, to_state, detail, request_id)
  VALUES ('user', coalesce(NEW.id, OLD.id)::text, acting_name(),
    CASE WHEN NEW.operator_since IS NULL THEN 'operator_revoked' ELSE 'operator_granted' END,
    jsonb_build_object('operator_since', coalesce(NEW.operator_since, OLD.operator_since)), acting_request());
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE TRIGGER users_operator_audit AFTER UPDATE OF operator_since ON users FOR EACH ROW
  WHEN ((OLD.operator_since IS NULL) <> (NEW.operator_since IS NULL))
  EXECUTE FUNCTION audit_operator();--> statement-breakpoint

CREATE TRIGGER users_operator_insert_audit AFTER INSERT ON users FOR EACH ROW
  WHEN (NEW.operator_since IS NOT NULL) EXECUTE FUNCTION audit_operator();--> statement-breakpoint

CREATE TRIGGER users_operator_delete_audit AFTER DELETE ON users FOR EACH ROW
  WHEN (OLD.operator_since IS NOT NULL) EXECUTE FUNCTION audit_operator();--> statement-breakpoint

-- Accounts that are disabled and enabled.
CREATE FUNCTION audit_disabled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit (entity, entity_id, actor, to_state, request_id)
  VALUES ('user', NEW.id::text, acting_name(),
    CASE WHEN NEW.disabled_at IS NULL THEN 'enabled' ELSE 'disabled' END, acting_request());
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE TRIGGER users_disabled_audit AFTER UPDATE OF disabled_at ON users FOR EACH ROW
  WHEN ((OLD.disabled_at IS NULL) <> (NEW.disabled_at IS NULL))
  EXECUTE FUNCTION audit_disabled();--> statement-breakpoint

-- A second factor is on from its confirmation until its row is deleted.
CREATE FUNCTION audit_second_factor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit (entity, entity_id, actor, to_state, request_id)
  VALUES ('user', coalesce(NEW.user_id, OLD.user_id)::text, acting_name(),
    CASE WHEN NEW.confirmed_at IS NULL THEN 'second_factor_off' ELSE 'second_factor_on' END, acting_request());
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE TRIGGER second_factors_insert_audit AFTER INSERT ON second_factors FOR EACH ROW
  WHEN (NEW.confirmed_at IS NOT NULL) EXECUTE FUNCTION audit_second_factor();--> statement-breakpoint

CREATE TRIGGER second_factors_update_audit AFTER UPDATE OF confirmed_at ON second_factors FOR EACH ROW
  WHEN ((OLD.confirmed_at IS NULL) <> (NEW.confirmed_at IS NULL)) EXECUTE FUNCTION audit_second_factor();--> statement-breakpoint

CREATE TRIGGER second_factors_delete_audit AFTER DELETE ON second_factors FOR EACH ROW
  WHEN (OLD.confirmed_at IS NOT NULL) EXECUTE FUNCTION audit_second_factor();
