CREATE TABLE "sms_opt_outs" (
	"number" text PRIMARY KEY NOT NULL,
	"opted_out_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "sms_opt_outs_plain_idx" ON "sms_opt_outs" USING btree ("number") WHERE number like '+%';--> statement-breakpoint

-- The key of the hash is not the database's to know: the next sweep hashes these.
INSERT INTO sms_opt_outs (number, opted_out_at)
SELECT phone, min(sms_opted_out_at) FROM users WHERE phone LIKE '+%' AND sms_opted_out_at IS NOT NULL GROUP BY phone;--> statement-breakpoint

-- Numbers whose account was given another since: the last word they sent says what they want.
INSERT INTO sms_opt_outs (number, opted_out_at)
SELECT number, received_at FROM (
  SELECT DISTINCT ON (number) number, word, received_at FROM (
    SELECT id, received_at, payload -> 'params' ->> 'From' AS number,
      upper(regexp_replace(payload -> 'params' ->> 'Body', '[^[:alnum:]]', '', 'g')) AS word
    FROM webhook_events WHERE provider = 'twilio' AND type = 'incoming'
  ) AS said
  WHERE number LIKE '+%' AND word IN ('STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT',
    'BAJA', 'PARAR', 'START', 'YES', 'UNSTOP')
  ORDER BY number, id DESC
) AS last WHERE word NOT IN ('START', 'YES', 'UNSTOP')
ON CONFLICT DO NOTHING;--> statement-breakpoint

DROP TRIGGER users_reach_audit ON users;--> statement-breakpoint

CREATE OR REPLACE FUNCTION audit_reach() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit (entity, entity_id, actor, to_state, request_id)
  VALUES ('user', NEW.id::text, acting_name(),
    CASE WHEN NEW.email_invalid_at IS NULL THEN 'mail_valid' ELSE 'mail_invalid' END, acting_request());
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE TRIGGER users_reach_audit AFTER UPDATE OF email_invalid_at ON users FOR EACH ROW
  WHEN ((OLD.email_invalid_at IS NULL) <> (NEW.email_invalid_at IS NULL))
  EXECUTE FUNCTION audit_reach();--> statement-breakpoint

ALTER TABLE "users" DROP COLUMN "sms_opted_out_at";
