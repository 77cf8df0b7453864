-- Who acts in this transaction and under which request, for triggers that write the audit (`signTransaction`).
CREATE FUNCTION acting_name() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('pista.actor', true), ''), 'system:database')
$$;--> statement-breakpoint

CREATE FUNCTION acting_request() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('pista.request_id', true), '')
$$;--> statement-breakpoint

CREATE OR REPLACE FUNCTION audit_notice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit (entity, entity_id, actor, from_state, to_state, request_id)
  VALUES ('notice', NEW.id::text, acting_name(), OLD.status, NEW.status, acting_request());
  RETURN NULL;
END $$;--> statement-breakpoint

DROP TRIGGER notices_audit ON notices;--> statement-breakpoint

CREATE TRIGGER notices_audit AFTER UPDATE OF status ON notices FOR EACH ROW
  WHEN (NEW.status IS DISTINCT FROM OLD.status)
  EXECUTE FUNCTION audit_notice();--> statement-breakpoint

ALTER TABLE refunds ADD CONSTRAINT refunds_late_because CHECK (late_because IS NULL OR (cause = 'late_payment'
  AND late_because IN ('court_taken', 'start_passed', 'court_closed', 'cancelled', 'found_later')));--> statement-breakpoint

-- What each cancellation gave back is in its refund, which was asked in the same transaction.
UPDATE reservations r SET cancel_refund_minor = coalesce((SELECT sum(f.amount_minor) FROM refunds f
  JOIN payments p ON p.id = f.payment_id WHERE p.reservation_id = r.id AND f.created_at = r.cancelled_at
    AND f.cause IN ('cancellation', 'staff', 'weather', 'club_deleted')), 0)
WHERE r.status = 'cancelled';--> statement-breakpoint

UPDATE notices n SET refund_id = f.id FROM refunds f
WHERE n.kind IN ('payment_refunded', 'refund_failed') AND f.id::text = n.object_id;--> statement-breakpoint

UPDATE notices n SET refund_id = (SELECT f.id FROM refunds f WHERE f.payment_id::text = n.object_id
  AND f.cause IN ('late_payment', 'amount_mismatch', 'duplicate_payment') ORDER BY f.created_at, f.id LIMIT 1)
WHERE n.refund_id IS NULL AND n.kind IN ('payment_too_late', 'payment_mismatch', 'payment_refunded');
