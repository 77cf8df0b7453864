ALTER TABLE "disputes" ADD COLUMN "refundable" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "disputes" ADD COLUMN "opened_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "disputes" ADD COLUMN "evidence_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "retained_minor" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "held_by_dispute_id" text;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "paid_by_hand_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_held_by_dispute_id_disputes_id_fk" FOREIGN KEY ("held_by_dispute_id") REFERENCES "public"."disputes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "disputes_payment_idx" ON "disputes" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "payments_review_idx" ON "payments" USING btree ("updated_at") WHERE needs_review is not null;--> statement-breakpoint
CREATE INDEX "refunds_failed_idx" ON "refunds" USING btree ("updated_at") WHERE status = 'failed';--> statement-breakpoint
CREATE INDEX "refunds_held_idx" ON "refunds" USING btree ("held_by_dispute_id") WHERE held_by_dispute_id is not null;