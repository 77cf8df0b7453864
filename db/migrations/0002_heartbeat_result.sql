ALTER TABLE "heartbeats" ADD COLUMN "result" jsonb;--> statement-breakpoint
CREATE INDEX "repairs_object_idx" ON "repairs" USING btree ("issue","object_id","id");