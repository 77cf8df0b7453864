DROP INDEX "slot_alerts_once_key";--> statement-breakpoint
CREATE UNIQUE INDEX "slot_alerts_open_key" ON "slot_alerts" USING btree ("user_id","city","starts_at","duration_minutes") WHERE notified_at is null;--> statement-breakpoint
CREATE INDEX "slot_alerts_due_idx" ON "slot_alerts" USING btree ("starts_at") WHERE notified_at is null;