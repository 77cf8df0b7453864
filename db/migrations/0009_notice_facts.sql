ALTER TABLE "notices" ADD COLUMN "refund_id" uuid;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "call_note" text;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "late_because" text;--> statement-breakpoint
ALTER TABLE "reservations" ADD COLUMN "cancel_refund_minor" integer;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_refund_id_refunds_id_fk" FOREIGN KEY ("refund_id") REFERENCES "public"."refunds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notices_refund_idx" ON "notices" USING btree ("refund_id");--> statement-breakpoint
CREATE INDEX "notices_calls_idx" ON "notices" USING btree ("created_at") WHERE channel = 'call' and status = 'pending';