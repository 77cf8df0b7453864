CREATE TABLE "customers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"club_id" integer NOT NULL,
	"user_id" uuid,
	"name" text,
	"email" text,
	"phone" text,
	"words" text DEFAULT '' NOT NULL,
	"category" text,
	"note" text,
	"blocked_at" timestamp with time zone,
	"blocked_by" uuid,
	"block_reason" text,
	"merged_into" uuid,
	"erased_at" timestamp with time zone,
	"revision" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "customers_named" CHECK ("customers"."user_id" is not null or "customers"."name" is not null),
	CONSTRAINT "customers_email_lower" CHECK ("customers"."email" = lower("customers"."email")),
	CONSTRAINT "customers_blocked" CHECK (("customers"."blocked_at" is null) = ("customers"."block_reason" is null)),
	CONSTRAINT "customers_merged" CHECK ("customers"."merged_into" <> "customers"."id")
);
--> statement-breakpoint
ALTER TABLE "participants" ADD COLUMN "customer_id" uuid;--> statement-breakpoint
ALTER TABLE "reservations" ADD COLUMN "customer_id" uuid;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_club_id_clubs_id_fk" FOREIGN KEY ("club_id") REFERENCES "public"."clubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_blocked_by_users_id_fk" FOREIGN KEY ("blocked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_merged_into_customers_id_fk" FOREIGN KEY ("merged_into") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "customers_account_key" ON "customers" USING btree ("user_id","club_id") WHERE user_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "customers_email_key" ON "customers" USING btree ("email","club_id") WHERE email is not null and user_id is null and merged_into is null;--> statement-breakpoint
CREATE INDEX "customers_club_idx" ON "customers" USING btree ("club_id","id");--> statement-breakpoint
CREATE INDEX "customers_phone_idx" ON "customers" USING btree ("club_id","phone") WHERE phone is not null;--> statement-breakpoint
CREATE INDEX "customers_merged_idx" ON "customers" USING btree ("merged_into") WHERE merged_into is not null;--> statement-breakpoint
CREATE INDEX "customers_words_idx" ON "customers" USING gin ("words" gin_trgm_ops);--> statement-breakpoint
ALTER TABLE "participants" ADD CONSTRAINT "participants_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "participants_customer_idx" ON "participants" USING btree ("customer_id") WHERE customer_id is not null;--> statement-breakpoint
CREATE INDEX "reservations_customer_idx" ON "reservations" USING btree ("customer_id","starts_at") WHERE customer_id is not null;--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_one_customer" CHECK (num_nonnulls("reservations"."user_id", "reservations"."customer_id") <= 1);--> statement-breakpoint
INSERT INTO customers (id, club_id, user_id, category, created_at, updated_at)
  SELECT gen_random_uuid(), club_id, user_id, category, created_at, created_at FROM memberships;--> statement-breakpoint
-- Whoever had a confirmed booking is a customer from then on.
INSERT INTO customers (id, club_id, user_id, created_at, updated_at)
  SELECT gen_random_uuid(), club_id, user_id, min(confirmed_at), min(confirmed_at) FROM reservations
  WHERE user_id IS NOT NULL AND confirmed_at IS NOT NULL GROUP BY club_id, user_id
  ON CONFLICT DO NOTHING;
