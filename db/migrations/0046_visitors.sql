CREATE TABLE "visitor_holds" (
	"reservation_id" uuid PRIMARY KEY NOT NULL,
	"address" text NOT NULL,
	"mailbox" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "reservations" ADD COLUMN "visitor_id" uuid;--> statement-breakpoint
ALTER TABLE "visitor_holds" ADD CONSTRAINT "visitor_holds_reservation_id_reservations_id_fk" FOREIGN KEY ("reservation_id") REFERENCES "public"."reservations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "visitor_holds_address_idx" ON "visitor_holds" USING btree ("address","created_at");--> statement-breakpoint
CREATE INDEX "visitor_holds_mailbox_idx" ON "visitor_holds" USING btree ("mailbox","created_at") WHERE mailbox is not null;--> statement-breakpoint
CREATE INDEX "visitor_holds_created_idx" ON "visitor_holds" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "reservations_visitor_idx" ON "reservations" USING btree ("visitor_id","starts_at") WHERE visitor_id is not null;--> statement-breakpoint
CREATE INDEX "reservations_unpaid_guest_idx" ON "reservations" USING btree ("hold_expires_at") WHERE visitor_id is not null and guest is not null and user_id is null and customer_id is null;--> statement-breakpoint
CREATE INDEX "reservations_visitors_open_idx" ON "reservations" USING btree ("club_id","hold_expires_at") WHERE visitor_id is not null and status in ('payment_pending', 'pending');--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_visitor_books" CHECK ("reservations"."visitor_id" is null or "reservations"."kind" = 'booking');