CREATE TABLE "series" (
	"id" uuid PRIMARY KEY NOT NULL,
	"club_id" integer NOT NULL,
	"court_id" integer NOT NULL,
	"customer_id" uuid,
	"kind" text NOT NULL,
	"title" text,
	"note" text,
	"weekdays" integer[] NOT NULL,
	"every_weeks" integer DEFAULT 1 NOT NULL,
	"start_minute" integer NOT NULL,
	"duration_minutes" integer NOT NULL,
	"from_date" date NOT NULL,
	"until_date" date NOT NULL,
	"fixed_minor" integer,
	"price_reason" text,
	"revision" integer DEFAULT 0 NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "series_kind" CHECK ("series"."kind" in ('booking', 'block', 'maintenance')),
	CONSTRAINT "series_customer" CHECK (("series"."kind" = 'booking') = ("series"."customer_id" is not null)),
	CONSTRAINT "series_pattern" CHECK (cardinality("series"."weekdays") between 1 and 7 and "series"."every_weeks" between 1 and 8
        and "series"."start_minute" between 0 and 1439 and "series"."duration_minutes" > 0
        and "series"."until_date" between "series"."from_date" and "series"."from_date" + 371),
	CONSTRAINT "series_price" CHECK ("series"."fixed_minor" >= 0 and ("series"."fixed_minor" is null) = ("series"."price_reason" is null))
);
--> statement-breakpoint
CREATE TABLE "series_exceptions" (
	"series_id" uuid NOT NULL,
	"date" date NOT NULL,
	"why" text NOT NULL,
	CONSTRAINT "series_exceptions_series_id_date_pk" PRIMARY KEY("series_id","date"),
	CONSTRAINT "series_exceptions_why" CHECK ("series_exceptions"."why" in ('skipped', 'conflict'))
);
--> statement-breakpoint
ALTER TABLE "courts" ADD COLUMN "retires_on" date;--> statement-breakpoint
ALTER TABLE "courts" ADD COLUMN "revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "courts" ADD COLUMN "directory_name" text;--> statement-breakpoint
ALTER TABLE "courts" ADD COLUMN "staff_changed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reservations" ADD COLUMN "series_id" uuid;--> statement-breakpoint
ALTER TABLE "reservations" ADD COLUMN "series_date" date;--> statement-breakpoint
ALTER TABLE "series" ADD CONSTRAINT "series_club_id_clubs_id_fk" FOREIGN KEY ("club_id") REFERENCES "public"."clubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series" ADD CONSTRAINT "series_court_id_courts_id_fk" FOREIGN KEY ("court_id") REFERENCES "public"."courts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series" ADD CONSTRAINT "series_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series" ADD CONSTRAINT "series_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series_exceptions" ADD CONSTRAINT "series_exceptions_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "series_club_idx" ON "series" USING btree ("club_id","until_date");--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "courts_retiring_idx" ON "courts" USING btree ("retires_on") WHERE deactivated_at is null and retires_on is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "reservations_series_key" ON "reservations" USING btree ("series_id","series_date") WHERE series_id is not null and status not in ('cancelled', 'expired');--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_of_series" CHECK (("reservations"."series_id" is null) = ("reservations"."series_date" is null));--> statement-breakpoint
-- Until now courts were matched with the directory by the name that they have.
UPDATE courts SET directory_name = courts.name FROM clubs
WHERE clubs.id = courts.club_id AND clubs.external_id IS NOT NULL;
