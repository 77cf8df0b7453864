CREATE TABLE "idempotency_keys" (
	"actor" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"status" integer,
	"sealed_body" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_actor_key_pk" PRIMARY KEY("actor","key")
);
--> statement-breakpoint
CREATE TABLE "live_sockets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"token_id" uuid,
	"session_version" integer,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "socket_tickets" ADD COLUMN "token_id" uuid;--> statement-breakpoint
ALTER TABLE "socket_tickets" ADD COLUMN "session_version" integer;--> statement-breakpoint
ALTER TABLE "live_sockets" ADD CONSTRAINT "live_sockets_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "live_sockets" ADD CONSTRAINT "live_sockets_token_id_api_tokens_id_fk" FOREIGN KEY ("token_id") REFERENCES "public"."api_tokens"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "idempotency_keys_created_idx" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "live_sockets_user_idx" ON "live_sockets" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "live_sockets_seen_idx" ON "live_sockets" USING btree ("seen_at");--> statement-breakpoint
ALTER TABLE "socket_tickets" ADD CONSTRAINT "socket_tickets_token_id_api_tokens_id_fk" FOREIGN KEY ("token_id") REFERENCES "public"."api_tokens"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "socket_tickets" DROP COLUMN "via_token";--> statement-breakpoint

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

-- A reservation that is moved frees the place it leaves.
CREATE OR REPLACE FUNCTION notify_slot() RETURNS trigger LANGUAGE plpgsql AS $$
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

-- In the order of their users: who writes to several people takes their locks in one order.
CREATE OR REPLACE FUNCTION expire_holds(for_court int, at_most int, by_actor text, by_request text)
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
