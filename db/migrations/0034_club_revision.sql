ALTER TABLE "clubs" ADD COLUMN "revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "notices_series_idx" ON "notices" USING btree (split_part(object_id, ':', 1)) WHERE kind in ('series_booked', 'series_moved', 'series_cancelled');--> statement-breakpoint
CREATE INDEX "operations_object_idx" ON "operations" USING btree ("object_id","id");