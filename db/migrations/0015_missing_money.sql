ALTER TABLE "refunds" ADD COLUMN "missing_minor" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "refunds_missing_idx" ON "refunds" USING btree ("payment_id") WHERE missing_minor > 0;--> statement-breakpoint

-- Nobody was asked yet about what had been given back at Stripe; about games to come they are asked now.
UPDATE refunds f SET missing_minor = f.amount_minor FROM payments p JOIN reservations r ON r.id = p.reservation_id
WHERE p.id = f.payment_id AND f.cause = 'dashboard' AND f.status IN ('requested', 'pending', 'succeeded')
  AND r.status = 'confirmed' AND r.starts_at > now()
  AND NOT EXISTS (SELECT FROM refunds c WHERE c.payment_id = p.id AND c.status = 'covered');
