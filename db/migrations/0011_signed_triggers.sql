-- Whoever acts signs these too.
CREATE OR REPLACE FUNCTION audit_reach() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit (entity, entity_id, actor, to_state, request_id)
  SELECT 'user', NEW.id::text, acting_name(), to_state, acting_request() FROM (VALUES
    ((OLD.email_invalid_at IS NULL) <> (NEW.email_invalid_at IS NULL),
      CASE WHEN NEW.email_invalid_at IS NULL THEN 'mail_valid' ELSE 'mail_invalid' END),
    ((OLD.sms_opted_out_at IS NULL) <> (NEW.sms_opted_out_at IS NULL),
      CASE WHEN NEW.sms_opted_out_at IS NULL THEN 'sms_opted_in' ELSE 'sms_opted_out' END)
  ) AS change(happened, to_state) WHERE happened;
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE OR REPLACE FUNCTION audit_dead_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit (entity, entity_id, actor, from_state, to_state, request_id)
  VALUES ('webhook_event', NEW.id::text, acting_name(), 'waiting', 'dead', acting_request());
  RETURN NULL;
END $$;--> statement-breakpoint

-- From when until when somebody was an operator outlasts the row, which erasure and demotion clear.
CREATE FUNCTION audit_operator() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit (entity, entity_id, actor, to_state, detail, request_id)
  VALUES ('user', NEW.id::text, acting_name(),
    CASE WHEN NEW.operator_since IS NULL THEN 'operator_revoked' ELSE 'operator_granted' END,
    jsonb_build_object('operator_since', coalesce(NEW.operator_since, OLD.operator_since)), acting_request());
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE TRIGGER users_operator_audit AFTER UPDATE OF operator_since ON users FOR EACH ROW
  WHEN ((OLD.operator_since IS NULL) <> (NEW.operator_since IS NULL))
  EXECUTE FUNCTION audit_operator();--> statement-breakpoint

ALTER TABLE payments ADD CONSTRAINT payments_completed CHECK
  ((status IN ('completed', 'partially_refunded', 'refunded')) = (completed_at IS NOT NULL));
