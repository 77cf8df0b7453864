ALTER TABLE "acts" DROP CONSTRAINT "acts_kind";--> statement-breakpoint
ALTER TABLE "refunds" DROP CONSTRAINT "refunds_late_because";--> statement-breakpoint
ALTER TABLE "reservations" ADD COLUMN "policy_starts_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reservations" ADD COLUMN "replaces" uuid;--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_replaces_reservations_id_fk" FOREIGN KEY ("replaces") REFERENCES "public"."reservations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "reservations_replaces_key" ON "reservations" USING btree ("replaces") WHERE replaces is not null and status in ('payment_pending', 'pending');--> statement-breakpoint
ALTER TABLE "acts" ADD CONSTRAINT "acts_kind" CHECK ("acts"."kind" in ('book', 'move', 'own_move', 'swap', 'shift', 'cancel', 'details', 'lock', 'check_in', 'undo_check_in', 'no_show', 'revive', 'merge', 'book_series', 'change_series', 'opening_hours', 'special_days', 'price_rules', 'categories', 'extras'));--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_late_because" CHECK ("refunds"."late_because" is null or ("refunds"."cause" = 'late_payment' and "refunds"."late_because" in ('court_taken', 'start_passed', 'court_closed', 'cancelled', 'found_later', 'booking_changed')));--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_replacement_is_no_booking" CHECK ("reservations"."replaces" is null
        or ("reservations"."kind" = 'booking' and "reservations"."status" in ('payment_pending', 'pending', 'cancelled', 'expired') and "reservations"."price_minor" > 0));--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_policy_start_until" CHECK ("reservations"."policy_starts_until" is null or "reservations"."policy_starts_at" is not null);