CREATE TABLE "dues" (
	"id" uuid PRIMARY KEY NOT NULL,
	"club_id" integer NOT NULL,
	"reservation_id" uuid NOT NULL,
	"participant_position" integer,
	"amount_minor" integer NOT NULL,
	"currency" text NOT NULL,
	"cause" text NOT NULL,
	"due_by" timestamp with time zone,
	"created_by" text NOT NULL,
	"split_of" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp with time zone,
	"waived_at" timestamp with time zone,
	"waived_by" uuid,
	"waive_reason" text,
	CONSTRAINT "dues_amount" CHECK ("dues"."amount_minor" <> 0 and "dues"."currency" ~ '^[A-Z]{3}$'),
	CONSTRAINT "dues_cause" CHECK ("dues"."cause" in ('desk', 'moved', 'extra', 'extended', 'cancelled', 'correction')),
	CONSTRAINT "dues_waived" CHECK (num_nonnulls("dues"."waived_at", "dues"."waived_by", "dues"."waive_reason") in (0, 3)),
	CONSTRAINT "dues_ended_once" CHECK ("dues"."settled_at" is null or "dues"."waived_at" is null)
);
--> statement-breakpoint
CREATE TABLE "till_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"club_id" integer NOT NULL,
	"shift_id" uuid,
	"kind" text NOT NULL,
	"method" text NOT NULL,
	"amount_minor" integer NOT NULL,
	"currency" text NOT NULL,
	"reservation_id" uuid,
	"reference" text,
	"reverses" uuid,
	"request_key" text NOT NULL,
	"taken_by" uuid NOT NULL,
	"note" text,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "till_entries_reverses_unique" UNIQUE("reverses"),
	CONSTRAINT "till_entries_amount" CHECK ("till_entries"."amount_minor" <> 0 and "till_entries"."currency" ~ '^[A-Z]{3}$'),
	CONSTRAINT "till_entries_kind" CHECK ("till_entries"."kind" in ('payment', 'payout', 'cash_in', 'cash_out')),
	CONSTRAINT "till_entries_method" CHECK ("till_entries"."method" in ('cash', 'card_terminal', 'bizum', 'transfer')),
	CONSTRAINT "till_entries_sign" CHECK (("till_entries"."amount_minor" > 0) = (("till_entries"."kind" in ('payment', 'cash_in')) = ("till_entries"."reverses" is null))),
	CONSTRAINT "till_entries_cash_in_shift" CHECK ("till_entries"."method" <> 'cash' or "till_entries"."shift_id" is not null),
	CONSTRAINT "till_entries_paying" CHECK (("till_entries"."kind" in ('payment', 'payout')) = ("till_entries"."reservation_id" is not null)),
	CONSTRAINT "till_entries_drawer" CHECK ("till_entries"."kind" in ('payment', 'payout') or "till_entries"."method" = 'cash')
);
--> statement-breakpoint
CREATE TABLE "till_shifts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"club_id" integer NOT NULL,
	"name" text DEFAULT 'caja' NOT NULL,
	"opened_by" uuid NOT NULL,
	"opened_at" timestamp with time zone DEFAULT now() NOT NULL,
	"float_minor" integer NOT NULL,
	"closed_by" uuid,
	"closed_at" timestamp with time zone,
	"counted_minor" integer,
	"expected_minor" integer,
	"note" text,
	CONSTRAINT "till_shifts_amounts" CHECK ("till_shifts"."float_minor" >= 0 and "till_shifts"."counted_minor" >= 0),
	CONSTRAINT "till_shifts_closed" CHECK (num_nonnulls("till_shifts"."closed_at", "till_shifts"."closed_by", "till_shifts"."counted_minor", "till_shifts"."expected_minor") in (0, 4))
);
--> statement-breakpoint
ALTER TABLE "reservations" ADD COLUMN "retained_till_minor" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dues" ADD CONSTRAINT "dues_club_id_clubs_id_fk" FOREIGN KEY ("club_id") REFERENCES "public"."clubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dues" ADD CONSTRAINT "dues_reservation_id_reservations_id_fk" FOREIGN KEY ("reservation_id") REFERENCES "public"."reservations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dues" ADD CONSTRAINT "dues_split_of_dues_id_fk" FOREIGN KEY ("split_of") REFERENCES "public"."dues"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dues" ADD CONSTRAINT "dues_waived_by_users_id_fk" FOREIGN KEY ("waived_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "till_entries" ADD CONSTRAINT "till_entries_club_id_clubs_id_fk" FOREIGN KEY ("club_id") REFERENCES "public"."clubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "till_entries" ADD CONSTRAINT "till_entries_shift_id_till_shifts_id_fk" FOREIGN KEY ("shift_id") REFERENCES "public"."till_shifts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "till_entries" ADD CONSTRAINT "till_entries_reservation_id_reservations_id_fk" FOREIGN KEY ("reservation_id") REFERENCES "public"."reservations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "till_entries" ADD CONSTRAINT "till_entries_reverses_till_entries_id_fk" FOREIGN KEY ("reverses") REFERENCES "public"."till_entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "till_entries" ADD CONSTRAINT "till_entries_taken_by_users_id_fk" FOREIGN KEY ("taken_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "till_shifts" ADD CONSTRAINT "till_shifts_club_id_clubs_id_fk" FOREIGN KEY ("club_id") REFERENCES "public"."clubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "till_shifts" ADD CONSTRAINT "till_shifts_opened_by_users_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "till_shifts" ADD CONSTRAINT "till_shifts_closed_by_users_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "dues_open_idx" ON "dues" USING btree ("club_id","created_at") WHERE settled_at is null and waived_at is null;--> statement-breakpoint
CREATE INDEX "dues_reservation_idx" ON "dues" USING btree ("reservation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "dues_split_key" ON "dues" USING btree ("split_of") WHERE settled_at is null and waived_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "till_entries_request_key" ON "till_entries" USING btree ("taken_by","request_key");--> statement-breakpoint
CREATE INDEX "till_entries_shift_idx" ON "till_entries" USING btree ("shift_id");--> statement-breakpoint
CREATE INDEX "till_entries_reservation_idx" ON "till_entries" USING btree ("reservation_id");--> statement-breakpoint
CREATE INDEX "till_entries_club_idx" ON "till_entries" USING btree ("club_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "till_shifts_open_key" ON "till_shifts" USING btree ("club_id","name") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "till_shifts_club_idx" ON "till_shifts" USING btree ("club_id","opened_at");--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_retained_till" CHECK ("reservations"."retained_till_minor" >= 0);--> statement-breakpoint
-- Written by hand: what Drizzle cannot declare of the till.
-- Entries of the till stay as they were written. Only a note may be cleared, when its person is erased.
CREATE TRIGGER till_entries_append_only
  BEFORE DELETE OR TRUNCATE OR UPDATE OF id, club_id, shift_id, kind, method, amount_minor, currency, reservation_id,
    reference, reverses, request_key, taken_by, at ON till_entries
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint

-- The desk never pays out more for a reservation than it took. The check runs at the commit under the reservation's
-- lock, and only when an entry takes money away.
CREATE FUNCTION refuse_payout_beyond_payments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM reservations WHERE id = NEW.reservation_id FOR NO KEY UPDATE;
  IF (SELECT sum(amount_minor) FROM till_entries
      WHERE reservation_id = NEW.reservation_id AND currency = NEW.currency) < 0 THEN
    RAISE EXCEPTION 'entry % pays out more than the desk took', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'till_within_paid';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE CONSTRAINT TRIGGER till_within_paid AFTER INSERT ON till_entries
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.amount_minor < 0 AND NEW.reservation_id IS NOT NULL) EXECUTE FUNCTION refuse_payout_beyond_payments();
