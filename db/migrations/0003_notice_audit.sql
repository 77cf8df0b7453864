-- What jobs and providers' events move in many small steps tells the audit itself of each outcome, whichever statement
-- brought it about: how a notice ended, whether a person can still be reached, that an event was given up.
CREATE FUNCTION audit_notice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit (entity, entity_id, actor, from_state, to_state)
  VALUES ('notice', NEW.id::text, 'system:database', OLD.status, NEW.status);
  RETURN NULL;
END $$;--> statement-breakpoint

-- `sending` is a claim that lasts seconds and is on the row itself.
CREATE TRIGGER notices_audit AFTER UPDATE OF status ON notices FOR EACH ROW
  WHEN (NEW.status IS DISTINCT FROM OLD.status AND NEW.status IN ('sent', 'delivered', 'bounced', 'failed', 'suppressed'))
  EXECUTE FUNCTION audit_notice();--> statement-breakpoint

CREATE FUNCTION audit_reach() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit (entity, entity_id, actor, to_state)
  SELECT 'user', NEW.id::text, 'system:database', to_state FROM (VALUES
    ((OLD.email_invalid_at IS NULL) <> (NEW.email_invalid_at IS NULL),
      CASE WHEN NEW.email_invalid_at IS NULL THEN 'mail_valid' ELSE 'mail_invalid' END),
    ((OLD.sms_opted_out_at IS NULL) <> (NEW.sms_opted_out_at IS NULL),
      CASE WHEN NEW.sms_opted_out_at IS NULL THEN 'sms_opted_in' ELSE 'sms_opted_out' END)
  ) AS change(happened, to_state) WHERE happened;
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE TRIGGER users_reach_audit AFTER UPDATE OF email_invalid_at, sms_opted_out_at ON users FOR EACH ROW
  EXECUTE FUNCTION audit_reach();--> statement-breakpoint

CREATE FUNCTION audit_dead_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit (entity, entity_id, actor, from_state, to_state)
  VALUES ('webhook_event', NEW.id::text, 'system:database', 'waiting', 'dead');
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE TRIGGER webhook_events_audit AFTER UPDATE OF dead_at ON webhook_events FOR EACH ROW
  WHEN (OLD.dead_at IS NULL AND NEW.dead_at IS NOT NULL)
  EXECUTE FUNCTION audit_dead_event();
