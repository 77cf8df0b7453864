CREATE TABLE "categories" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "categories_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"club_id" integer NOT NULL,
	"code" text NOT NULL,
	"name" jsonb NOT NULL,
	"position" integer NOT NULL,
	"horizon_days" integer,
	"max_upcoming" integer,
	"max_prime_per_week" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"archived_at" timestamp with time zone,
	CONSTRAINT "categories_code" CHECK ("categories"."code" ~ '^[a-z0-9_-]{1,40}$'),
	CONSTRAINT "categories_limits" CHECK ("categories"."horizon_days" between 0 and 120 and "categories"."max_upcoming" > 0 and "categories"."max_prime_per_week" > 0)
);
--> statement-breakpoint
CREATE TABLE "special_days" (
	"club_id" integer NOT NULL,
	"date" date NOT NULL,
	"name" jsonb,
	"closed" boolean NOT NULL,
	"holiday" boolean NOT NULL,
	"windows" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "special_days_club_id_date_pk" PRIMARY KEY("club_id","date"),
	CONSTRAINT "special_days_closed" CHECK ("special_days"."closed" = (jsonb_array_length("special_days"."windows") = 0))
);
--> statement-breakpoint
DROP INDEX "price_rules_club_position_key";--> statement-breakpoint
ALTER TABLE "clubs" ADD COLUMN "release_minute" integer;--> statement-breakpoint
ALTER TABLE "clubs" ADD COLUMN "hours_revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "clubs" ADD COLUMN "special_days_revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "clubs" ADD COLUMN "prices_revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "clubs" ADD COLUMN "categories_revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "opening_hours" ADD COLUMN "valid_from" date;--> statement-breakpoint
ALTER TABLE "opening_hours" ADD COLUMN "valid_until" date;--> statement-breakpoint
ALTER TABLE "price_rules" ADD COLUMN "on_holidays" boolean;--> statement-breakpoint
ALTER TABLE "price_rules" ADD COLUMN "durations_minutes" integer[];--> statement-breakpoint
ALTER TABLE "price_rules" ADD COLUMN "archived_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "categories" ADD CONSTRAINT "categories_club_id_clubs_id_fk" FOREIGN KEY ("club_id") REFERENCES "public"."clubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "special_days" ADD CONSTRAINT "special_days_club_id_clubs_id_fk" FOREIGN KEY ("club_id") REFERENCES "public"."clubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "categories_club_code_key" ON "categories" USING btree ("club_id","code");--> statement-breakpoint
CREATE INDEX "price_rules_club_idx" ON "price_rules" USING btree ("club_id");--> statement-breakpoint
CREATE UNIQUE INDEX "price_rules_club_position_key" ON "price_rules" USING btree ("club_id","position") WHERE "price_rules"."archived_at" is null;--> statement-breakpoint
ALTER TABLE "opening_hours" ADD CONSTRAINT "opening_hours_season" CHECK (num_nonnulls("opening_hours"."valid_from", "opening_hours"."valid_until") in (0, 2) and "opening_hours"."valid_until" >= "opening_hours"."valid_from");--> statement-breakpoint
ALTER TABLE "opening_hours" ADD CONSTRAINT "opening_hours_week_no_overlap"
  EXCLUDE USING gist (club_id WITH =, weekday WITH =, int4range(opens_minute, closes_minute) WITH &&)
  WHERE (valid_from is null);--> statement-breakpoint
ALTER TABLE "opening_hours" ADD CONSTRAINT "opening_hours_season_no_overlap"
  EXCLUDE USING gist (club_id WITH =, weekday WITH =, int4range(opens_minute, closes_minute) WITH &&,
    daterange(valid_from, valid_until, '[]') WITH &&)
  WHERE (valid_from is not null);--> statement-breakpoint
-- Until now a category was whatever a price rule or a person of the club named.
INSERT INTO categories (club_id, code, name, position)
SELECT club_id, category, jsonb_build_object('es', category, 'en', category),
  row_number() over (partition by club_id order by category)
FROM (SELECT club_id, category FROM price_rules UNION SELECT club_id, category FROM customers) named
WHERE category ~ '^[a-z0-9_-]{1,40}$';--> statement-breakpoint
CREATE TRIGGER special_days_catalogue AFTER INSERT OR UPDATE OR DELETE ON special_days
  FOR EACH STATEMENT EXECUTE FUNCTION notify_catalogue();--> statement-breakpoint
CREATE TRIGGER categories_catalogue AFTER INSERT OR UPDATE OR DELETE ON categories
  FOR EACH STATEMENT EXECUTE FUNCTION notify_catalogue();
