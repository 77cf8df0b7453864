ALTER TABLE "live_sockets" ADD COLUMN "board_club_id" integer;--> statement-breakpoint
ALTER TABLE "live_sockets" ADD CONSTRAINT "live_sockets_board_club_id_clubs_id_fk" FOREIGN KEY ("board_club_id") REFERENCES "public"."clubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint

-- The board marks a booking whose message did not arrive.
CREATE TRIGGER notices_touch_board AFTER UPDATE OF status ON notices
  FOR EACH ROW WHEN (NEW.reservation_id IS NOT NULL AND NEW.status IN ('bounced', 'failed'))
  EXECUTE FUNCTION touch_booking();
