CREATE TABLE "customer_removals" (
	"stripe_customer_id" text PRIMARY KEY NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "customer_removals_open_idx" ON "customer_removals" USING btree ("requested_at") WHERE removed_at is null;