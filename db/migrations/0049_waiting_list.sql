ALTER TABLE "clubs" ADD COLUMN "waiting_list" text DEFAULT 'everybody' NOT NULL;--> statement-breakpoint
ALTER TABLE "slot_alerts" ADD COLUMN "offered_reservation_id" uuid;--> statement-breakpoint
ALTER TABLE "slot_alerts" ADD CONSTRAINT "slot_alerts_offered_reservation_id_reservations_id_fk" FOREIGN KEY ("offered_reservation_id") REFERENCES "public"."reservations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "slot_alerts_offered_key" ON "slot_alerts" USING btree ("offered_reservation_id") WHERE offered_reservation_id is not null;--> statement-breakpoint
CREATE INDEX "slot_alerts_offers_idx" ON "slot_alerts" USING btree ("user_id") WHERE offered_reservation_id is not null;--> statement-breakpoint
ALTER TABLE "clubs" ADD CONSTRAINT "clubs_waiting_list" CHECK ("clubs"."waiting_list" in ('everybody', 'in_turn'));--> statement-breakpoint
ALTER TABLE "slot_alerts" ADD CONSTRAINT "slot_alerts_offer_answers" CHECK ("slot_alerts"."offered_reservation_id" is null or "slot_alerts"."notified_at" is not null);