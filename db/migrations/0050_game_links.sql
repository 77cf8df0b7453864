ALTER TABLE "participants" ADD COLUMN "accepted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reservations" ADD COLUMN "game_link_id" uuid;--> statement-breakpoint
CREATE UNIQUE INDEX "reservations_game_link_key" ON "reservations" USING btree ("game_link_id") WHERE game_link_id is not null;