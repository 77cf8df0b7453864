-- What was kept at each cancellation is in the audit; without it, all that the refunds of that day left.
UPDATE payments p SET retained_minor = greatest(0, coalesce(
  (SELECT (a.detail->>'kept_minor')::int FROM audit a
    WHERE a.entity = 'payment' AND a.entity_id = p.id::text AND a.to_state = 'retained_by_policy' ORDER BY a.id DESC LIMIT 1),
  p.received_minor - coalesce((SELECT sum(f.amount_minor) FROM refunds f
    WHERE f.payment_id = p.id AND f.cause <> 'dashboard' AND f.created_at <= p.retained_by_policy_at + interval '1 second'), 0)))
WHERE p.retained_by_policy_at IS NOT NULL;--> statement-breakpoint

UPDATE disputes SET opened_at = created_at;--> statement-breakpoint

UPDATE refunds SET cause = 'cancellation' WHERE cause = 'player';--> statement-breakpoint

ALTER TABLE payments ADD CONSTRAINT payments_status CHECK
  (status IN ('pending', 'completed', 'partially_refunded', 'refunded', 'failed', 'cancelled'));--> statement-breakpoint

ALTER TABLE payments ADD CONSTRAINT payments_retained CHECK (retained_minor >= 0);--> statement-breakpoint

ALTER TABLE refunds ADD CONSTRAINT refunds_status CHECK
  (status IN ('requested', 'pending', 'succeeded', 'failed', 'covered'));--> statement-breakpoint

ALTER TABLE refunds ADD CONSTRAINT refunds_cause CHECK (cause IN ('cancellation', 'late_payment', 'amount_mismatch',
  'duplicate_payment', 'club_deleted', 'staff', 'weather', 'dashboard'));--> statement-breakpoint

ALTER TABLE refunds ADD CONSTRAINT refunds_reason CHECK (reason IN ('duplicate', 'fraudulent', 'requested_by_customer'));--> statement-breakpoint

ALTER TABLE refunds ADD CONSTRAINT refunds_paid_by_hand CHECK (paid_by_hand_at IS NULL OR status = 'covered');--> statement-breakpoint

-- No more goes back than came, in the currency in which it came. Checked at the commit, in the payment's lock, so that
-- writers who meet are counted together; only when a refund begins to count or grows, so that a payment whose figures
-- Stripe corrected downwards can still be mended row by row.
CREATE FUNCTION refuse_too_much_back() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  paid record;
BEGIN
  SELECT received_minor, currency INTO paid FROM payments WHERE id = NEW.payment_id FOR UPDATE;
  IF paid.currency <> NEW.currency THEN
    RAISE EXCEPTION 'refund % is not in the currency of its payment', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_within_payment';
  END IF;
  IF paid.received_minor < (SELECT sum(amount_minor) FROM refunds
      WHERE payment_id = NEW.payment_id AND status IN ('requested', 'pending', 'succeeded')) THEN
    RAISE EXCEPTION 'refund % gives back more than was paid', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_within_payment';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE CONSTRAINT TRIGGER refunds_within_payment_insert AFTER INSERT ON refunds
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.status IN ('requested', 'pending', 'succeeded')) EXECUTE FUNCTION refuse_too_much_back();--> statement-breakpoint

CREATE CONSTRAINT TRIGGER refunds_within_payment_update AFTER UPDATE OF status, amount_minor, currency, payment_id ON refunds
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.status IN ('requested', 'pending', 'succeeded') AND (OLD.status IN ('failed', 'covered')
    OR NEW.amount_minor > OLD.amount_minor OR NEW.currency <> OLD.currency OR NEW.payment_id <> OLD.payment_id))
  EXECUTE FUNCTION refuse_too_much_back();
