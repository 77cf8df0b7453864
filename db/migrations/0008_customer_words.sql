-- The same expression as in `users_words_idx`, kept at the club so that one index finds all of its people.
CREATE FUNCTION write_account_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT fold_text(coalesce(name, '')) || ' ' || email || ' ' || coalesce(phone, '') INTO NEW.words
  FROM users WHERE id = NEW.user_id;
  NEW.words := coalesce(NEW.words, '');
  RETURN NEW;
END $$;--> statement-breakpoint

CREATE TRIGGER customers_account_words BEFORE INSERT OR UPDATE OF user_id, name, words ON customers
  FOR EACH ROW WHEN (NEW.user_id IS NOT NULL AND NEW.name IS NULL) EXECUTE FUNCTION write_account_words();--> statement-breakpoint

CREATE FUNCTION refresh_account_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE customers SET words = '' WHERE user_id = NEW.id AND name IS NULL;
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE TRIGGER users_customer_words AFTER UPDATE OF name, email, phone ON users FOR EACH ROW
  WHEN ((OLD.name, OLD.email, OLD.phone) IS DISTINCT FROM (NEW.name, NEW.email, NEW.phone))
  EXECUTE FUNCTION refresh_account_words();--> statement-breakpoint

UPDATE customers SET words = '' WHERE user_id IS NOT NULL AND name IS NULL;
