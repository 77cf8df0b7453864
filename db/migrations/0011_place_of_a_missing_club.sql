-- A club that is missing has no board, and a repair must be able to take its bookings to another.
CREATE OR REPLACE FUNCTION keep_left_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO left_places (club_id, reservation_id, starts_at, ends_at, left_in)
  SELECT id, OLD.id, OLD.starts_at, OLD.ends_at, pg_current_xact_id() FROM clubs WHERE id = OLD.club_id;
  RETURN NULL;
END $$;
