DROP INDEX "notices_words_idx";--> statement-breakpoint
CREATE INDEX "notices_remembered_idx" ON "notices" USING btree ("created_at") WHERE recipient not like 'forgotten:%';--> statement-breakpoint
CREATE INDEX "notices_texts_idx" ON "notices" USING btree ("recipient","sent_at") WHERE channel = 'sms';--> statement-breakpoint
CREATE INDEX "notices_club_texts_idx" ON "notices" USING btree ("club_id","sent_at") WHERE channel = 'sms';--> statement-breakpoint

-- The mark of a message that did not arrive goes again when another one says the same.
DROP TRIGGER notices_touch_board ON notices;--> statement-breakpoint
CREATE TRIGGER notices_touch_board AFTER UPDATE OF status ON notices
  FOR EACH ROW WHEN (NEW.reservation_id IS NOT NULL AND (NEW.status IN ('bounced', 'failed')
    OR NEW.status IN ('sent', 'delivered') AND (NEW.resend_of IS NOT NULL OR NEW.channel <> 'email')))
  EXECUTE FUNCTION touch_booking();
