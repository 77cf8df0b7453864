-- Wakes the pages that count what waits for the staff of a club (lib/desk/what-waits.ts), with when it comes due.
CREATE FUNCTION tell_waiting(club_id integer, due_at timestamptz) RETURNS void LANGUAGE sql AS $$
  SELECT pg_notify('waiting', json_build_object('club_id', club_id,
    'due_at', CASE WHEN due_at > now() THEN due_at END)::text)
$$;--> statement-breakpoint

CREATE FUNCTION notify_waiting_notice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_waiting(NEW.club_id, NEW.next_attempt_at);
  RETURN NULL;
END $$;--> statement-breakpoint

-- A resent message takes the first one off the count, as long as it is not lost too.
CREATE TRIGGER notices_insert_waits AFTER INSERT ON notices
  FOR EACH ROW WHEN (NEW.club_id IS NOT NULL AND (NEW.channel = 'call' OR NEW.resend_of IS NOT NULL))
  EXECUTE FUNCTION notify_waiting_notice();--> statement-breakpoint

CREATE TRIGGER notices_update_waits AFTER UPDATE OF status, next_attempt_at ON notices
  FOR EACH ROW WHEN (NEW.club_id IS NOT NULL
    AND (NEW.channel = 'call' OR (OLD.status IN ('bounced', 'failed')) <> (NEW.status IN ('bounced', 'failed'))))
  EXECUTE FUNCTION notify_waiting_notice();--> statement-breakpoint

-- A later refund of the same payment may settle the one that failed.
CREATE FUNCTION notify_waiting_refund() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_waiting(r.club_id, now()) FROM payments p JOIN reservations r ON r.id = p.reservation_id
    WHERE p.id = NEW.payment_id AND (OLD.status = 'failed'
      OR EXISTS (SELECT FROM refunds f WHERE f.payment_id = p.id AND f.status = 'failed'));
  RETURN NULL;
END $$;--> statement-breakpoint

CREATE TRIGGER refunds_wait AFTER INSERT OR UPDATE OF status ON refunds
  FOR EACH ROW EXECUTE FUNCTION notify_waiting_refund();
