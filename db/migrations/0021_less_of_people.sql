-- What events said of people is not kept, as `lib/store-webhook-event.ts` keeps it no more.
UPDATE webhook_events SET object_id = NULL, payload = '{}' WHERE provider = 'stripe' AND type LIKE 'customer.%';--> statement-breakpoint

UPDATE webhook_events SET payload = jsonb_strip_nulls(jsonb_build_object(
  'id', payload -> 'id', 'type', payload -> 'type', 'created', payload -> 'created', 'livemode', payload -> 'livemode',
  'related_object', payload -> 'related_object',
  'data', jsonb_build_object('object', jsonb_build_object(
    'id', object -> 'id', 'object', object -> 'object', 'status', object -> 'status', 'reason', object -> 'reason',
    'amount', object -> 'amount', 'amount_received', object -> 'amount_received',
    'amount_refunded', object -> 'amount_refunded', 'currency', object -> 'currency',
    'payment_intent', coalesce(object -> 'payment_intent' -> 'id', object -> 'payment_intent'),
    'charge', coalesce(object -> 'charge' -> 'id', object -> 'charge'),
    'failure_reason', object -> 'failure_reason',
    'metadata', jsonb_build_object('payment_id', object -> 'metadata' -> 'payment_id',
      'reservation_id', object -> 'metadata' -> 'reservation_id', 'refund_id', object -> 'metadata' -> 'refund_id')))))
FROM (SELECT id AS event, payload -> 'data' -> 'object' AS object FROM webhook_events) AS named
WHERE named.event = webhook_events.id AND provider = 'stripe' AND type NOT LIKE 'customer.%' AND NOT payload ? 'erased';--> statement-breakpoint

UPDATE webhook_events SET payload = jsonb_strip_nulls(jsonb_build_object(
  'type', payload -> 'type', 'created_at', payload -> 'created_at',
  'data', jsonb_build_object('email_id', payload -> 'data' -> 'email_id', 'tags', payload -> 'data' -> 'tags',
    'bounce', jsonb_build_object('type', payload -> 'data' -> 'bounce' -> 'type'))))
WHERE provider = 'resend' AND NOT payload ? 'erased';--> statement-breakpoint

UPDATE webhook_events SET payload = jsonb_set(payload, '{params}', jsonb_strip_nulls(jsonb_build_object(
  'MessageSid', payload -> 'params' -> 'MessageSid', 'MessageStatus', payload -> 'params' -> 'MessageStatus',
  'ErrorCode', payload -> 'params' -> 'ErrorCode')))
WHERE provider = 'twilio' AND type = 'status' AND NOT payload ? 'erased';--> statement-breakpoint

-- The next sweep hashes these numbers, whose key the database does not have.
UPDATE webhook_events SET payload = jsonb_set(payload, '{params}', jsonb_build_object(
  'MessageSid', payload -> 'params' -> 'MessageSid', 'From', payload -> 'params' -> 'From',
  'Body', CASE
    WHEN word IN ('STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT', 'BAJA', 'PARAR') THEN 'stop'
    WHEN word IN ('START', 'YES', 'UNSTOP') THEN 'start' ELSE '' END))
FROM (SELECT id AS event, upper(regexp_replace(payload -> 'params' ->> 'Body', '[^[:alnum:]]', '', 'g')) AS word
  FROM webhook_events WHERE provider = 'twilio' AND type = 'incoming') AS said
WHERE said.event = webhook_events.id AND NOT payload ? 'erased';--> statement-breakpoint

-- How a refund was paid by hand is said in words, which the audit would never forget.
UPDATE refunds SET note = concat_ws(E'\n', note, told.words) FROM (
  SELECT entity_id, string_agg(detail ->> 'paid_by_hand', E'\n' ORDER BY id) AS words FROM audit
  WHERE entity = 'refund' AND jsonb_typeof(detail -> 'paid_by_hand') = 'string' GROUP BY entity_id
) AS told WHERE refunds.id::text = told.entity_id;--> statement-breakpoint

ALTER TABLE audit DISABLE TRIGGER audit_append_only;--> statement-breakpoint

UPDATE audit SET detail = jsonb_set(detail, '{paid_by_hand}', 'true')
WHERE entity = 'refund' AND jsonb_typeof(detail -> 'paid_by_hand') = 'string';--> statement-breakpoint

UPDATE audit SET detail = detail - 'message' WHERE entity = 'payment' AND detail ? 'refused';--> statement-breakpoint

ALTER TABLE audit ENABLE TRIGGER audit_append_only;--> statement-breakpoint

CREATE INDEX "notices_user_idx" ON "notices" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "notices_stranger_idx" ON "notices" USING btree ("recipient") WHERE user_id is null;--> statement-breakpoint
CREATE INDEX "audit_actor_idx" ON "audit" USING btree ("actor","id");--> statement-breakpoint
CREATE INDEX "payments_user_idx" ON "payments" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "webhook_events_number_idx" ON "webhook_events" USING btree ((payload -> 'params' ->> 'From')) WHERE provider = 'twilio' and type = 'incoming';--> statement-breakpoint
CREATE INDEX "webhook_events_plain_idx" ON "webhook_events" USING btree ("id") WHERE provider = 'twilio' and type = 'incoming' and payload -> 'params' ->> 'From' like '+%';--> statement-breakpoint
CREATE INDEX "participants_email_idx" ON "participants" USING btree (lower(email)) WHERE email is not null;--> statement-breakpoint
CREATE INDEX "reservations_guest_idx" ON "reservations" USING btree (lower(guest ->> 'email')) WHERE guest is not null;