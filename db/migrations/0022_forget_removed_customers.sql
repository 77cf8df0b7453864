DELETE FROM customer_removals WHERE removed_at IS NOT NULL;--> statement-breakpoint

DROP INDEX "customer_removals_open_idx";--> statement-breakpoint
CREATE INDEX "customer_removals_requested_idx" ON "customer_removals" USING btree ("requested_at");--> statement-breakpoint
ALTER TABLE "customer_removals" DROP COLUMN "removed_at";