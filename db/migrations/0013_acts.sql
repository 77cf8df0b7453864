CREATE TABLE "acts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"club_id" integer NOT NULL,
	"kind" text NOT NULL,
	"by" uuid NOT NULL,
	"request_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"undo_until" timestamp with time zone NOT NULL,
	"undone_at" timestamp with time zone,
	"undone_by" uuid,
	"changes" jsonb NOT NULL,
	"summary" jsonb NOT NULL,
	"messages" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"told_at" timestamp with time zone,
	CONSTRAINT "acts_kind" CHECK ("acts"."kind" in ('book', 'move', 'swap', 'shift', 'cancel', 'restore', 'details', 'lock', 'check_in', 'undo_check_in', 'no_show', 'revive', 'merge')),
	CONSTRAINT "acts_undone" CHECK (("acts"."undone_at" is null) = ("acts"."undone_by" is null))
);
--> statement-breakpoint
ALTER TABLE "refunds" DROP CONSTRAINT "refunds_status";--> statement-breakpoint
DROP INDEX "notices_once_key";--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "act_id" uuid;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "act_id" uuid;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "not_before" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "acts" ADD CONSTRAINT "acts_club_id_clubs_id_fk" FOREIGN KEY ("club_id") REFERENCES "public"."clubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acts" ADD CONSTRAINT "acts_by_users_id_fk" FOREIGN KEY ("by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acts" ADD CONSTRAINT "acts_undone_by_users_id_fk" FOREIGN KEY ("undone_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "acts_club_idx" ON "acts" USING btree ("club_id","created_at");--> statement-breakpoint
CREATE INDEX "acts_changes_idx" ON "acts" USING gin ("changes" jsonb_path_ops);--> statement-breakpoint
CREATE INDEX "acts_waiting_idx" ON "acts" USING btree ("undo_until") WHERE told_at is null and undone_at is null and messages <> '[]';--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_act_id_acts_id_fk" FOREIGN KEY ("act_id") REFERENCES "public"."acts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_act_id_acts_id_fk" FOREIGN KEY ("act_id") REFERENCES "public"."acts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notices_act_idx" ON "notices" USING btree ("act_id") WHERE act_id is not null;--> statement-breakpoint
CREATE INDEX "refunds_act_idx" ON "refunds" USING btree ("act_id") WHERE act_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "notices_once_key" ON "notices" USING btree ("kind","object_id","channel","recipient") WHERE act_id is null or status <> 'suppressed';--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_status" CHECK ("refunds"."status" in ('requested', 'pending', 'succeeded', 'failed', 'covered', 'recalled'));--> statement-breakpoint

-- Written by hand: a recalled refund does not count either, until Stripe says that it was sent after all.
DROP TRIGGER refunds_within_payment_update ON refunds;--> statement-breakpoint

CREATE CONSTRAINT TRIGGER refunds_within_payment_update AFTER UPDATE OF status, amount_minor, currency, payment_id ON refunds
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.status IN ('requested', 'pending', 'succeeded') AND (OLD.status IN ('failed', 'covered', 'recalled')
    OR NEW.amount_minor > OLD.amount_minor OR NEW.currency <> OLD.currency OR NEW.payment_id <> OLD.payment_id))
  EXECUTE FUNCTION refuse_too_much_back();
