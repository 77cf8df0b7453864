-- As `lib/fold-text.ts` folds names in Latin letters: lower case, no accents, plain quotes.
CREATE FUNCTION fold_text(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN replace(replace(replace(replace(
  translate(
    lower(regexp_replace(normalize(translate(value, '´`‘’ʼ', ''''''''''''), NFKD), '[\u0300-\u036f]', '', 'g')),
    'øØđĐðÐħĦıłŁŧŦÆŒÞẞ', 'ooddddhhillttæœþß'
  ),
  'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th');--> statement-breakpoint

CREATE INDEX users_words_idx ON users USING gin
  ((fold_text(coalesce(name, '')) || ' ' || email || ' ' || coalesce(phone, '')) gin_trgm_ops);--> statement-breakpoint

CREATE INDEX reservations_id_end_idx ON reservations USING btree ((reverse(id::text)) COLLATE "C");
