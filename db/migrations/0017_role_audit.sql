-- Who may do what at a club: a line of the audit for each change, whichever way it was made.
CREATE FUNCTION audit_staff_role() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kept boolean := TG_OP = 'UPDATE' AND OLD.revoked_at IS NULL AND NEW.revoked_at IS NULL
    AND (OLD.user_id, OLD.club_id) = (NEW.user_id, NEW.club_id);
BEGIN
  IF kept AND OLD.role <> NEW.role THEN
    INSERT INTO audit (entity, entity_id, actor, from_state, to_state, detail, request_id)
    VALUES ('user', NEW.user_id::text, acting_name(), OLD.role, 'staff_role_changed',
      jsonb_build_object('club', NEW.club_id, 'role', NEW.id, 'as', NEW.role), acting_request());
  END IF;
  IF NOT kept AND TG_OP <> 'INSERT' AND (TG_OP = 'DELETE' OR OLD.revoked_at IS NULL) THEN
    INSERT INTO audit (entity, entity_id, actor, from_state, to_state, detail, request_id)
    VALUES ('user', OLD.user_id::text, acting_name(), OLD.role,
      CASE WHEN OLD.revoked_at IS NULL THEN 'staff_role_revoked' ELSE 'staff_role_deleted' END,
      jsonb_build_object('club', OLD.club_id, 'role', OLD.id), acting_request());
  END IF;
  IF NOT kept AND TG_OP <> 'DELETE' AND (TG_OP = 'INSERT' OR NEW.revoked_at IS NULL) THEN
    INSERT INTO audit (entity, entity_id, actor, to_state, detail, request_id)
    VALUES ('user', NEW.user_id::text, acting_name(), 'staff_role_granted',
      jsonb_build_object('club', NEW.club_id, 'role', NEW.id, 'as', NEW.role), acting_request());
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE TRIGGER staff_roles_audit AFTER INSERT OR DELETE OR UPDATE OF club_id, user_id, role, revoked_at ON staff_roles
  FOR EACH ROW EXECUTE FUNCTION audit_staff_role();--> statement-breakpoint

-- An operator may also be written or deleted as a whole row.
CREATE OR REPLACE FUNCTION audit_operator() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit (entity, entity_id, actor, to_state, detail, request_id)
  VALUES ('user', coalesce(NEW.id, OLD.id)::text, acting_name(),
    CASE WHEN NEW.operator_since IS NULL THEN 'operator_revoked' ELSE 'operator_granted' END,
    jsonb_build_object('operator_since', coalesce(NEW.operator_since, OLD.operator_since)), acting_request());
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE TRIGGER users_operator_insert_audit AFTER INSERT ON users FOR EACH ROW
  WHEN (NEW.operator_since IS NOT NULL) EXECUTE FUNCTION audit_operator();--> statement-breakpoint

CREATE TRIGGER users_operator_delete_audit AFTER DELETE ON users FOR EACH ROW
  WHEN (OLD.operator_since IS NOT NULL) EXECUTE FUNCTION audit_operator();--> statement-breakpoint

CREATE FUNCTION audit_disabled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit (entity, entity_id, actor, to_state, request_id)
  VALUES ('user', NEW.id::text, acting_name(),
    CASE WHEN NEW.disabled_at IS NULL THEN 'enabled' ELSE 'disabled' END, acting_request());
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE TRIGGER users_disabled_audit AFTER UPDATE OF disabled_at ON users FOR EACH ROW
  WHEN ((OLD.disabled_at IS NULL) <> (NEW.disabled_at IS NULL))
  EXECUTE FUNCTION audit_disabled();--> statement-breakpoint

-- A second factor asks for codes from its confirmation until its row goes.
CREATE FUNCTION audit_second_factor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit (entity, entity_id, actor, to_state, request_id)
  VALUES ('user', coalesce(NEW.user_id, OLD.user_id)::text, acting_name(),
    CASE WHEN NEW.confirmed_at IS NULL THEN 'second_factor_off' ELSE 'second_factor_on' END, acting_request());
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE TRIGGER second_factors_insert_audit AFTER INSERT ON second_factors FOR EACH ROW
  WHEN (NEW.confirmed_at IS NOT NULL) EXECUTE FUNCTION audit_second_factor();--> statement-breakpoint

CREATE TRIGGER second_factors_update_audit AFTER UPDATE OF confirmed_at ON second_factors FOR EACH ROW
  WHEN ((OLD.confirmed_at IS NULL) <> (NEW.confirmed_at IS NULL)) EXECUTE FUNCTION audit_second_factor();--> statement-breakpoint

CREATE TRIGGER second_factors_delete_audit AFTER DELETE ON second_factors FOR EACH ROW
  WHEN (OLD.confirmed_at IS NOT NULL) EXECUTE FUNCTION audit_second_factor();--> statement-breakpoint

ALTER TABLE recovery_codes ADD CONSTRAINT recovery_codes_hash CHECK (code_hash ~ '^[0-9a-f]{64}$');
