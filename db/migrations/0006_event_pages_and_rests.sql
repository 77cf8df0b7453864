ALTER TABLE "payments" ADD COLUMN "cancel_failures" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "cancel_rests_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "send_failures" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "rests_until" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "webhook_events_dead_idx" ON "webhook_events" USING btree ("id") WHERE dead_at is not null;--> statement-breakpoint
CREATE INDEX "webhook_events_waiting_idx" ON "webhook_events" USING btree ("id") WHERE processed_at is null and dead_at is null;--> statement-breakpoint
CREATE INDEX "webhook_events_event_prefix_idx" ON "webhook_events" USING btree ("event_id" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "webhook_events_object_prefix_idx" ON "webhook_events" USING btree ("object_id" text_pattern_ops);