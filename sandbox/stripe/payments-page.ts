import type { Reply } from '../serve';
import { inWords } from './currencies';
import { groupBy } from './group-by';
import { escapeHtml } from './html';
import type { Charge, PaymentIntent, StripeEvent } from './objects';
import type { Delivery, WebhookSender } from './webhooks';
import type { World } from './world';

const SHOWN = 100;

/** The latest payments with their refunds, events and deliveries, for developers. */
export function paymentsPage(world: World, webhooks: WebhookSender): Reply {
  const intents = [...world.intents.values()].reverse().slice(0, SHOWN);
  const deliveries = groupBy(webhooks.deliveries, ({ event }) => event.id);
  const events = groupBy(world.events.values(), intentOf);
  const cards = intents.map((intent) => paymentCard(world, intent, events.get(intent.id) ?? [], deliveries));
  return {
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body: `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Payments · sandbox Stripe</title><style>${STYLE}</style>
<main><header><h1>Payments</h1><p>${world.intents.size} intents, ${world.refunds.size} refunds, ${world.disputes.size} disputes, ${world.events.size} events. <a href="/">Refresh</a> · <a href="/_control/state">State as JSON</a></p></header>
${cards.join('\n') || '<p>No payment yet. The app makes one when a court is held.</p>'}</main></html>`,
  };
}

/** The intent of an event, directly or through its charge, refund or dispute. */
function intentOf({ data: { object } }: StripeEvent): string {
  if ('payment_intent' in object && typeof object.payment_intent === 'string') return object.payment_intent;
  return 'id' in object && typeof object.id === 'string' ? object.id : '';
}

function paymentCard(
  world: World,
  intent: PaymentIntent,
  events: readonly StripeEvent[],
  deliveries: ReadonlyMap<string, readonly Delivery[]>,
): string {
  const of = (item: { payment_intent: string }) => item.payment_intent === intent.id;
  const refunds = [...world.refunds.values()].filter(of);
  const disputes = [...world.disputes.values()].filter(of);
  const charges = [...world.charges.values()].filter(of);
  return `<article><h2><span>${inWords(intent.amount, intent.currency)}</span> <b data-status="${intent.status}">${intent.status}</b></h2>
<p><code>${intent.id}</code> · ${time(intent.created)}${intent.amount_received ? ` · received ${inWords(intent.amount_received, intent.currency)}` : ''}</p>
${intent.last_payment_error ? `<p>${escapeHtml(intent.last_payment_error.message)}</p>` : ''}
<dl>${Object.entries(intent.metadata)
    .map(([key, value]) => `<dt>${escapeHtml(key)}</dt><dd>${escapeHtml(value)}</dd>`)
    .join('')}</dl>
<ul>${[
    ...charges.map((charge) =>
      line(charge.id, charge.status, `${inWords(charge.amount, charge.currency)} ${cardOf(charge)}`),
    ),
    ...refunds.map((refund) => line(refund.id, refund.status, inWords(refund.amount, refund.currency))),
    ...disputes.map((dispute) => line(dispute.id, dispute.status, inWords(dispute.amount, dispute.currency))),
  ].join('')}</ul>
<details><summary>${events.length} events</summary><ul>${events
    .map((event) => line(event.id, event.type, deliveryText(deliveries.get(event.id) ?? [])))
    .join('')}</ul></details></article>`;
}

const line = (id: string, state: string, text: string) =>
  `<li><code>${id}</code> <b>${escapeHtml(state)}</b> ${escapeHtml(text)}</li>`;

const cardOf = ({ payment_method_details: { card } }: Charge) => `${card.brand} ${card.last4}`;

const deliveryText = (deliveries: readonly Delivery[]) =>
  deliveries
    .map(
      ({ state, attempts }) =>
        `${state} (${attempts.map(({ status, error }) => status ?? error).join(', ')})`,
    )
    .join('; ');

const time = (seconds: number) => new Date(seconds * 1000).toISOString().replace('T', ' ').slice(0, 19);

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { margin: 0; background: light-dark(#fff, #16181d); color: light-dark(#1b1e25, #e8e9ec) } a { color: inherit }
main { max-width: 60rem; margin: 0 auto; padding: 16px }
article { border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-radius: 10px; padding: 12px 16px; margin: 12px 0 }
h1, h2 { font-size: 21px; margin: 0 } h2 { font-size: 17px; font-variant-numeric: tabular-nums }
p { margin: 4px 0 } ul { padding: 0; list-style: none; margin: 4px 0; font-size: 13px }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 12px; font-size: 13px; margin: 4px 0 } dd { margin: 0 }
code { font-size: 13px; overflow-wrap: anywhere } b { font-weight: 600 }
[data-status=succeeded] { color: light-dark(#17703a, #67d391) }
[data-status=canceled], [data-status=requires_payment_method] { color: light-dark(#6b6b6b, #a8a8a8) }
[data-status=requires_action], [data-status=processing] { color: light-dark(#8a5a00, #f0b84b) }`;
