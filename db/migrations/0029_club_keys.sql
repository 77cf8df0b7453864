ALTER TABLE "api_tokens" ADD COLUMN "club_id" integer;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD COLUMN "role" text;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_club_id_clubs_id_fk" FOREIGN KEY ("club_id") REFERENCES "public"."clubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_tokens_club_idx" ON "api_tokens" USING btree ("club_id") WHERE "api_tokens"."club_id" is not null;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_club" CHECK (num_nonnulls("api_tokens"."club_id", "api_tokens"."role") in (0, 2) and ("api_tokens"."club_id" is null or "api_tokens"."scope" = 'write'));--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_role" CHECK ("api_tokens"."role" in ('owner', 'manager', 'desk', 'accountant'));