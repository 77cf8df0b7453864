DROP INDEX "slot_alerts_open_key";--> statement-breakpoint
ALTER TABLE "slot_alerts" ADD COLUMN "club_id" integer;--> statement-breakpoint
ALTER TABLE "slot_alerts" ADD COLUMN "court_ids" integer[];--> statement-breakpoint
ALTER TABLE "slot_alerts" ADD COLUMN "until_starts_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "slot_alerts" ADD CONSTRAINT "slot_alerts_club_id_clubs_id_fk" FOREIGN KEY ("club_id") REFERENCES "public"."clubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "slot_alerts_club_idx" ON "slot_alerts" USING btree ("club_id") WHERE club_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "slot_alerts_open_key" ON "slot_alerts" USING btree ("user_id","city","starts_at","duration_minutes",coalesce(club_id, 0),coalesce(court_ids, '{}'),coalesce(until_starts_at, starts_at)) WHERE notified_at is null;--> statement-breakpoint
ALTER TABLE "slot_alerts" ADD CONSTRAINT "slot_alerts_courts_of_club" CHECK ("slot_alerts"."court_ids" is null or "slot_alerts"."club_id" is not null);--> statement-breakpoint
ALTER TABLE "slot_alerts" ADD CONSTRAINT "slot_alerts_until_later" CHECK ("slot_alerts"."until_starts_at" > "slot_alerts"."starts_at");