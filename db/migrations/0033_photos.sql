CREATE TABLE "photos" (
	"id" uuid PRIMARY KEY NOT NULL,
	"club_id" integer NOT NULL,
	"court_id" integer,
	"position" integer NOT NULL,
	"alt" jsonb NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"sha256" text NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"stored_at" timestamp with time zone,
	"deleted_at" timestamp with time zone,
	"files_removed_at" timestamp with time zone,
	CONSTRAINT "photos_size" CHECK ("photos"."width" > 0 and "photos"."height" > 0),
	CONSTRAINT "photos_sha256" CHECK ("photos"."sha256" ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "photos_removed" CHECK ("photos"."files_removed_at" is null or "photos"."deleted_at" is not null)
);
--> statement-breakpoint
ALTER TABLE "photos" ADD CONSTRAINT "photos_club_id_clubs_id_fk" FOREIGN KEY ("club_id") REFERENCES "public"."clubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photos" ADD CONSTRAINT "photos_court_id_courts_id_fk" FOREIGN KEY ("court_id") REFERENCES "public"."courts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photos" ADD CONSTRAINT "photos_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "photos_club_idx" ON "photos" USING btree ("club_id","position") WHERE stored_at is not null and deleted_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "photos_picture_key" ON "photos" USING btree ("club_id","sha256") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "photos_unfinished_idx" ON "photos" USING btree ("created_at") WHERE stored_at is null and deleted_at is null;--> statement-breakpoint
CREATE INDEX "photos_removing_idx" ON "photos" USING btree ("deleted_at") WHERE deleted_at is not null and files_removed_at is null;