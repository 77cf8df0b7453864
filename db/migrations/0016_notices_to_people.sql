ALTER TABLE "notices" ADD COLUMN "club_id" integer;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "customer_id" uuid;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "participant_position" integer;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "expires_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "detail" jsonb;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "sent_subject" text;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "sent_text" text;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "resend_of" uuid;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_club_id_clubs_id_fk" FOREIGN KEY ("club_id") REFERENCES "public"."clubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_resend_of_notices_id_fk" FOREIGN KEY ("resend_of") REFERENCES "public"."notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notices_club_idx" ON "notices" USING btree ("club_id","created_at") WHERE club_id is not null;--> statement-breakpoint
CREATE INDEX "notices_customer_idx" ON "notices" USING btree ("customer_id") WHERE customer_id is not null;--> statement-breakpoint
CREATE INDEX "notices_resent_idx" ON "notices" USING btree ("resend_of") WHERE resend_of is not null;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_one_person" CHECK (num_nonnulls("notices"."user_id", "notices"."customer_id") <= 1);--> statement-breakpoint
-- Which club each notice of before is about, and for which start a reminder was.
UPDATE notices n SET club_id = r.club_id,
  expires_at = CASE WHEN n.kind = 'reservation_reminder' THEN r.starts_at - interval '30 minutes' END
FROM reservations r WHERE r.id = n.reservation_id;
