CREATE TABLE "shared_costs" (
	"reservation_id" uuid PRIMARY KEY NOT NULL,
	"stripe_customer_id" text,
	"payment_method_id" text,
	"decline_code" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "shared_costs_stripeCustomerId_unique" UNIQUE("stripe_customer_id"),
	CONSTRAINT "shared_costs_card" CHECK (("shared_costs"."payment_method_id" is null or "shared_costs"."stripe_customer_id" is not null)
        and ("shared_costs"."ended_at" is null or "shared_costs"."stripe_customer_id" is null))
);
--> statement-breakpoint
ALTER TABLE "dues" DROP CONSTRAINT "dues_cause";--> statement-breakpoint
DROP INDEX "payments_open_key";--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "pays_for" text DEFAULT 'owed' NOT NULL;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "due_id" uuid;--> statement-breakpoint
ALTER TABLE "reservations" ADD COLUMN "sharing" jsonb;--> statement-breakpoint
ALTER TABLE "shared_costs" ADD CONSTRAINT "shared_costs_reservation_id_reservations_id_fk" FOREIGN KEY ("reservation_id") REFERENCES "public"."reservations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "shared_costs_open_idx" ON "shared_costs" USING btree ("created_at") WHERE ended_at is null;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_due_id_dues_id_fk" FOREIGN KEY ("due_id") REFERENCES "public"."dues"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "payments_open_share_key" ON "payments" USING btree ("due_id") WHERE status = 'pending' and due_id is not null;--> statement-breakpoint
CREATE INDEX "payments_due_idx" ON "payments" USING btree ("due_id") WHERE due_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "dues_share_key" ON "dues" USING btree ("reservation_id","participant_position") WHERE cause = 'share' and split_of is null;--> statement-breakpoint
CREATE INDEX "dues_share_due_idx" ON "dues" USING btree ("due_by") WHERE cause = 'share' and settled_at is null and waived_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "payments_open_key" ON "payments" USING btree ("reservation_id") WHERE status = 'pending' and due_id is null;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_pays_for" CHECK ("payments"."pays_for" in ('owed', 'share', 'open_shares') and ("payments"."pays_for" = 'share') = ("payments"."due_id" is not null));--> statement-breakpoint
ALTER TABLE "dues" ADD CONSTRAINT "dues_share" CHECK ("dues"."cause" <> 'share' or num_nulls("dues"."participant_position", "dues"."due_by") = 0);--> statement-breakpoint
ALTER TABLE "dues" ADD CONSTRAINT "dues_cause" CHECK ("dues"."cause" in ('desk', 'moved', 'extra', 'extended', 'cancelled', 'correction', 'share'));--> statement-breakpoint
-- As before, but what is owed of a hold is no share, which the key of open payments leaves out.
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
    WHERE p.reservation_id = ANY (ARRAY(SELECT id FROM expired)) AND p.status = 'pending' AND p.due_id IS NULL
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
$$;
