CREATE TABLE "last_games" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"club_id" integer NOT NULL,
	"starts_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shared_contacts" (
	"club_id" integer NOT NULL,
	"contact" text NOT NULL,
	"customer_id" uuid NOT NULL,
	CONSTRAINT "shared_contacts_club_id_contact_customer_id_pk" PRIMARY KEY("club_id","contact","customer_id")
);
--> statement-breakpoint
ALTER TABLE "last_games" ADD CONSTRAINT "last_games_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "last_games" ADD CONSTRAINT "last_games_club_id_clubs_id_fk" FOREIGN KEY ("club_id") REFERENCES "public"."clubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shared_contacts" ADD CONSTRAINT "shared_contacts_club_id_clubs_id_fk" FOREIGN KEY ("club_id") REFERENCES "public"."clubs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shared_contacts" ADD CONSTRAINT "shared_contacts_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "last_games_club_idx" ON "last_games" USING btree ("club_id","starts_at","customer_id");--> statement-breakpoint
CREATE INDEX "shared_contacts_customer_idx" ON "shared_contacts" USING btree ("customer_id");--> statement-breakpoint
CREATE FUNCTION is_played_game(status text, kind text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN status IN ('confirmed', 'completed', 'no_show') AND kind IN ('booking', 'walk_in');--> statement-breakpoint

-- The last game of a person of a club, or null. Who was merged or erased has none.
CREATE FUNCTION last_game_of(person uuid) RETURNS timestamptz LANGUAGE sql STABLE
RETURN (
  SELECT greatest(
    (SELECT r.starts_at FROM reservations r
      WHERE r.user_id = c.user_id AND r.club_id = c.club_id AND is_played_game(r.status, r.kind)
      ORDER BY r.starts_at DESC LIMIT 1),
    (SELECT r.starts_at FROM reservations r
      WHERE r.customer_id = c.id AND r.club_id = c.club_id AND is_played_game(r.status, r.kind)
      ORDER BY r.starts_at DESC LIMIT 1))
  FROM customers c WHERE c.id = person AND c.merged_into IS NULL AND c.erased_at IS NULL);--> statement-breakpoint

-- Whoever waited for the row reads anew, and so sees what the other transaction committed.
CREATE FUNCTION keep_last_game(person uuid) RETURNS void LANGUAGE plpgsql STRICT AS $$
DECLARE
  last timestamptz;
BEGIN
  PERFORM FROM last_games WHERE customer_id = person FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    INSERT INTO last_games (customer_id, club_id, starts_at)
    SELECT c.id, c.club_id, game.starts_at
    FROM customers c CROSS JOIN LATERAL (SELECT last_game_of(c.id) AS starts_at) game
    WHERE c.id = person AND game.starts_at IS NOT NULL ON CONFLICT DO NOTHING;
    PERFORM FROM last_games WHERE customer_id = person FOR NO KEY UPDATE;
    IF NOT FOUND THEN
      RETURN;
    END IF;
  END IF;
  last := last_game_of(person);
  IF last IS NULL THEN
    DELETE FROM last_games WHERE customer_id = person;
  ELSE
    UPDATE last_games SET starts_at = last WHERE customer_id = person AND starts_at <> last;
  END IF;
END $$;--> statement-breakpoint

-- Whose a booking is, as a person of its club.
CREATE FUNCTION person_of(club int, account uuid, customer uuid) RETURNS uuid LANGUAGE sql STABLE
RETURN coalesce(customer, (SELECT c.id FROM customers c WHERE c.user_id = account AND c.club_id = club));--> statement-breakpoint

CREATE FUNCTION keep_last_game_of_booking() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM keep_last_game(person_of(NEW.club_id, NEW.user_id, NEW.customer_id));
  IF (OLD.club_id, OLD.user_id, OLD.customer_id) IS DISTINCT FROM (NEW.club_id, NEW.user_id, NEW.customer_id) THEN
    PERFORM keep_last_game(person_of(OLD.club_id, OLD.user_id, OLD.customer_id));
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint

-- A hold is no game yet and costs nothing here. The triggers run at the commit, when a new person has a row as well.
CREATE CONSTRAINT TRIGGER reservations_last_game_insert AFTER INSERT ON reservations
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (is_played_game(NEW.status, NEW.kind)) EXECUTE FUNCTION keep_last_game_of_booking();--> statement-breakpoint

CREATE CONSTRAINT TRIGGER reservations_last_game_update
  AFTER UPDATE OF status, kind, starts_at, club_id, user_id, customer_id ON reservations
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN ((is_played_game(OLD.status, OLD.kind) OR is_played_game(NEW.status, NEW.kind)) AND NOT is_parked(NEW.starts_at)
    AND (is_played_game(OLD.status, OLD.kind), OLD.starts_at, OLD.club_id, OLD.user_id, OLD.customer_id)
      IS DISTINCT FROM (is_played_game(NEW.status, NEW.kind), NEW.starts_at, NEW.club_id, NEW.user_id, NEW.customer_id))
  EXECUTE FUNCTION keep_last_game_of_booking();--> statement-breakpoint

-- The people of a club who have a number or an address, some of them twice.
CREATE FUNCTION people_with(club int, reach text) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT c.id FROM customers c
  WHERE c.club_id = club AND c.phone = reach AND c.merged_into IS NULL AND c.erased_at IS NULL
  UNION ALL
  SELECT c.id FROM customers c
  WHERE c.club_id = club AND c.email = reach AND c.merged_into IS NULL AND c.erased_at IS NULL
  UNION ALL
  SELECT c.id FROM users u JOIN customers c ON c.user_id = u.id
  WHERE u.email = reach AND c.club_id = club AND c.merged_into IS NULL AND c.erased_at IS NULL
$$;--> statement-breakpoint

CREATE FUNCTION has_contact(person uuid, reach text) RETURNS boolean LANGUAGE sql STABLE
RETURN EXISTS (
  SELECT FROM customers c LEFT JOIN users u ON u.id = c.user_id
  WHERE c.id = person AND reach IN (c.phone, c.email, u.email) AND c.merged_into IS NULL AND c.erased_at IS NULL);--> statement-breakpoint

-- Keeps one contact of a person. The lock lets two who save it at once see each other. There are 1,024 of them, since a
-- transaction that writes thousands of people can take no lock for each.
CREATE FUNCTION keep_shared_contact(person uuid, club int, reach text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  other uuid;
BEGIN
  PERFORM pg_advisory_xact_lock(10, hashtext(reach) & 1023);
  IF has_contact(person, reach) THEN
    SELECT id INTO other FROM (
      SELECT customer_id AS id FROM shared_contacts WHERE club_id = club AND contact = reach AND customer_id <> person
      UNION ALL
      SELECT id FROM people_with(club, reach) id WHERE id <> person
    ) others LIMIT 1;
  END IF;
  IF other IS NOT NULL THEN
    INSERT INTO shared_contacts (club_id, contact, customer_id) VALUES (club, reach, person), (club, reach, other)
    ON CONFLICT DO NOTHING;
    RETURN;
  END IF;
  DELETE FROM shared_contacts WHERE club_id = club AND contact = reach AND customer_id = person;
  -- Who is left alone shares it with nobody.
  IF 1 = (SELECT count(*) FROM (
      SELECT FROM shared_contacts WHERE club_id = club AND contact = reach LIMIT 2) two) THEN
    DELETE FROM shared_contacts WHERE club_id = club AND contact = reach;
  END IF;
END $$;--> statement-breakpoint

-- Keeps the contacts that a person has, and those that they had. One order of the locks lets nobody wait in a circle.
CREATE FUNCTION keep_shared_contacts(person uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  one record;
BEGIN
  FOR one IN
    SELECT known.club_id, known.contact FROM (
      SELECT c.club_id, reach.contact FROM customers c LEFT JOIN users u ON u.id = c.user_id
      CROSS JOIN LATERAL (VALUES (c.phone), (c.email), (u.email)) reach(contact)
      WHERE c.id = person AND reach.contact IS NOT NULL
      UNION
      SELECT club_id, contact FROM shared_contacts WHERE customer_id = person
    ) known ORDER BY hashtext(known.contact) & 1023
  LOOP
    PERFORM keep_shared_contact(person, one.club_id, one.contact);
  END LOOP;
END $$;--> statement-breakpoint

CREATE FUNCTION keep_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM keep_shared_contacts(NEW.id);
  IF (OLD.user_id, OLD.merged_into, OLD.erased_at) IS DISTINCT FROM (NEW.user_id, NEW.merged_into, NEW.erased_at) THEN
    PERFORM keep_last_game(NEW.id);
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE CONSTRAINT TRIGGER customers_kept_insert AFTER INSERT ON customers DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (num_nonnulls(NEW.phone, NEW.email, NEW.user_id) > 0) EXECUTE FUNCTION keep_person();--> statement-breakpoint

CREATE CONSTRAINT TRIGGER customers_kept_update AFTER UPDATE OF phone, email, user_id, merged_into, erased_at ON customers
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN ((OLD.phone, OLD.email, OLD.user_id, OLD.merged_into, OLD.erased_at)
    IS DISTINCT FROM (NEW.phone, NEW.email, NEW.user_id, NEW.merged_into, NEW.erased_at))
  EXECUTE FUNCTION keep_person();--> statement-breakpoint

CREATE FUNCTION keep_people_of_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM keep_shared_contacts(id) FROM customers WHERE user_id = NEW.id;
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE CONSTRAINT TRIGGER users_kept_people AFTER UPDATE OF email ON users DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD.email <> NEW.email) EXECUTE FUNCTION keep_people_of_account();--> statement-breakpoint

-- What `last_games` has to hold.
CREATE FUNCTION count_last_games() RETURNS TABLE (customer_id uuid, club_id int, starts_at timestamptz)
LANGUAGE sql STABLE AS $$
  WITH last AS (
    SELECT r.club_id, r.user_id, r.customer_id, max(r.starts_at) AS starts_at FROM reservations r
    WHERE is_played_game(r.status, r.kind) GROUP BY r.club_id, r.user_id, r.customer_id
  ), named AS (
    SELECT last.customer_id AS id, last.club_id, last.starts_at FROM last WHERE last.customer_id IS NOT NULL
    UNION ALL
    SELECT c.id, last.club_id, last.starts_at FROM last JOIN customers c ON c.user_id = last.user_id AND c.club_id = last.club_id
  )
  SELECT c.id, c.club_id, max(named.starts_at) FROM named JOIN customers c ON c.id = named.id AND c.club_id = named.club_id
  WHERE c.merged_into IS NULL AND c.erased_at IS NULL GROUP BY c.id
$$;--> statement-breakpoint

-- What `shared_contacts` has to hold.
CREATE FUNCTION count_shared_contacts() RETURNS TABLE (club_id int, contact text, customer_id uuid)
LANGUAGE sql STABLE AS $$
  WITH standing AS (
    SELECT c.club_id, c.id, c.phone, c.email, c.user_id FROM customers c WHERE c.merged_into IS NULL AND c.erased_at IS NULL
  ), reached AS (
    SELECT s.club_id, s.phone AS reach, s.id FROM standing s WHERE s.phone IS NOT NULL
    UNION
    SELECT s.club_id, s.email, s.id FROM standing s WHERE s.email IS NOT NULL
    UNION
    SELECT s.club_id, u.email, s.id FROM standing s JOIN users u ON u.id = s.user_id
  )
  SELECT counted.club_id, counted.reach, counted.id
  FROM (SELECT reached.*, count(*) OVER (PARTITION BY reached.club_id, reached.reach) AS people FROM reached) counted
  WHERE counted.people > 1
$$;--> statement-breakpoint

INSERT INTO last_games (customer_id, club_id, starts_at) SELECT * FROM count_last_games();--> statement-breakpoint
INSERT INTO shared_contacts (club_id, contact, customer_id) SELECT * FROM count_shared_contacts();
