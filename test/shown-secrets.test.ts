import { expect, test } from 'vitest';
import { CANARIES, shownSecrets } from './shown-secrets';

test.each([
  ['plainly', `key=${CANARIES.STRIPE_SECRET_KEY}`, ['STRIPE_SECRET_KEY']],
  ['in a URL', `?s=${encodeURIComponent(CANARIES.RESEND_WEBHOOK_SECRET)}`, ['RESEND_WEBHOOK_SECRET']],
  ['as the password of the database', 'for user "pista", password canary-database', ['DATABASE_URL']],
  [
    'in Basic authorization',
    `Basic ${btoa(`${CANARIES.TWILIO_ACCOUNT_SID}:${CANARIES.TWILIO_AUTH_TOKEN}`)}`,
    ['TWILIO_AUTH_TOKEN'],
  ],
  ['without its prefix', CANARIES.INNGEST_SIGNING_KEY.split('-')[2] ?? '', ['INNGEST_SIGNING_KEY']],
  ['not at all', `${CANARIES.STRIPE_PUBLISHABLE_KEY} TWILIO_AUTH_TOKEN`, []],
])('a secret that is written %s is found', (_, text, names) => {
  expect(shownSecrets(`<p>${text}</p>`, CANARIES)).toEqual(names);
});
