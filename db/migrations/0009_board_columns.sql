ALTER TABLE "clubs" ADD COLUMN "move_price" text DEFAULT 'ask' NOT NULL;--> statement-breakpoint
ALTER TABLE "clubs" ADD COLUMN "no_show_minutes" integer;--> statement-breakpoint
ALTER TABLE "clubs" ADD COLUMN "check_in_from_minutes" integer DEFAULT 30 NOT NULL;--> statement-breakpoint
ALTER TABLE "clubs" ADD COLUMN "undo_seconds" integer DEFAULT 10 NOT NULL;--> statement-breakpoint
ALTER TABLE "participants" ADD COLUMN "checked_in_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reservations" ADD COLUMN "channel" text DEFAULT 'online' NOT NULL;--> statement-breakpoint
ALTER TABLE "reservations" ADD COLUMN "list_price_minor" integer;--> statement-breakpoint
ALTER TABLE "reservations" ADD COLUMN "price_reason" text;--> statement-breakpoint
ALTER TABLE "reservations" ADD COLUMN "title" text;--> statement-breakpoint
ALTER TABLE "reservations" ADD COLUMN "group_id" uuid;--> statement-breakpoint
ALTER TABLE "reservations" ADD COLUMN "locked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reservations" ADD COLUMN "locked_by" uuid;--> statement-breakpoint
ALTER TABLE "reservations" ADD COLUMN "checked_in_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reservations" ADD COLUMN "checked_in_by" uuid;--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_locked_by_users_id_fk" FOREIGN KEY ("locked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_checked_in_by_users_id_fk" FOREIGN KEY ("checked_in_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reservations_group_idx" ON "reservations" USING btree ("group_id") WHERE group_id is not null;--> statement-breakpoint
ALTER TABLE "clubs" ADD CONSTRAINT "clubs_move_price" CHECK ("clubs"."move_price" in ('ask', 'keep', 'list'));--> statement-breakpoint
ALTER TABLE "clubs" ADD CONSTRAINT "clubs_desk_minutes" CHECK ("clubs"."no_show_minutes" > 0 and "clubs"."check_in_from_minutes" >= 0 and "clubs"."undo_seconds" between 0 and 60);--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_channel" CHECK ("reservations"."channel" in ('online', 'desk', 'phone', 'api'));--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_list_price" CHECK ("reservations"."list_price_minor" >= 0);--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_price_reason" CHECK ("reservations"."price_minor" = "reservations"."list_price_minor" or "reservations"."price_reason" is not null);--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_locked" CHECK (("reservations"."locked_at" is null) = ("reservations"."locked_by" is null));--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_checked_in" CHECK (("reservations"."checked_in_at" is null) = ("reservations"."checked_in_by" is null));--> statement-breakpoint
-- Every row before this had its kind alone.
UPDATE reservations SET channel = 'desk' WHERE kind <> 'booking';--> statement-breakpoint

-- The revision counts what staff see too.
DROP TRIGGER reservations_revision ON reservations;--> statement-breakpoint

CREATE TRIGGER reservations_revision BEFORE UPDATE OF club_id, court_id, user_id, customer_id, status, starts_at, ends_at,
    title, note, locked_at, checked_in_at ON reservations
  FOR EACH ROW
  WHEN ((OLD.club_id, OLD.court_id, OLD.user_id, OLD.customer_id, OLD.status, OLD.starts_at, OLD.ends_at, OLD.title,
      OLD.note, OLD.locked_at, OLD.checked_in_at)
    IS DISTINCT FROM (NEW.club_id, NEW.court_id, NEW.user_id, NEW.customer_id, NEW.status, NEW.starts_at, NEW.ends_at,
      NEW.title, NEW.note, NEW.locked_at, NEW.checked_in_at))
  EXECUTE FUNCTION count_revision();
