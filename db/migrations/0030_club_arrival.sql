CREATE TABLE "club_requests" (
	"id" integer PRIMARY KEY DEFAULT nextval('clubs_id_seq') NOT NULL,
	"name" text NOT NULL,
	"city" text NOT NULL,
	"country" text NOT NULL,
	"address" text NOT NULL,
	"time_zone" text NOT NULL,
	"currency" text NOT NULL,
	"sport" text NOT NULL,
	"email" text NOT NULL,
	"locale" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "club_requests_currency" CHECK ("club_requests"."currency" ~ '^[A-Z]{3}$'),
	CONSTRAINT "club_requests_email_lower" CHECK ("club_requests"."email" = lower("club_requests"."email")),
	CONSTRAINT "club_requests_locale" CHECK ("club_requests"."locale" in ('es', 'en')),
	CONSTRAINT "club_requests_sport" CHECK ("club_requests"."sport" in ('padel', 'tennis'))
);
--> statement-breakpoint
ALTER TABLE "staff_invitations" ALTER COLUMN "invited_by" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "clubs" ADD COLUMN "directory_facts" jsonb;--> statement-breakpoint
ALTER TABLE "clubs" ADD COLUMN "staff_edited" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "clubs" ADD COLUMN "published_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "clubs" ADD COLUMN "sales_paused_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "clubs" ADD CONSTRAINT "clubs_paused" CHECK ("clubs"."sales_paused_at" is null or "clubs"."published_at" is not null);--> statement-breakpoint
-- Every club has sold until now, but those of the directory that nobody had set up.
UPDATE clubs SET published_at = created_at
WHERE external_id IS NULL
  OR exists (SELECT FROM opening_hours WHERE club_id = clubs.id) AND exists (SELECT FROM price_rules WHERE club_id = clubs.id);
