-- An open club keeps an owner. The check runs at the commit under the club's lock, so that the last two cannot both go.
-- A role of a person who does not exist owned nothing, so its repair may remove it.
CREATE FUNCTION refuse_ownerless_club() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM clubs WHERE id = OLD.club_id FOR NO KEY UPDATE;
  IF EXISTS (SELECT FROM clubs WHERE id = OLD.club_id AND deleted_at IS NULL)
    AND EXISTS (SELECT FROM users WHERE id = OLD.user_id)
    AND NOT EXISTS (SELECT FROM staff_roles WHERE club_id = OLD.club_id AND role = 'owner' AND revoked_at IS NULL) THEN
    RAISE EXCEPTION 'club % would have no owner', OLD.club_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'club_keeps_owner';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE CONSTRAINT TRIGGER club_keeps_owner AFTER UPDATE OF club_id, role, revoked_at OR DELETE ON staff_roles
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD.role = 'owner' AND OLD.revoked_at IS NULL) EXECUTE FUNCTION refuse_ownerless_club();
