import type { Reply, Request } from '../serve';
import { authenticate } from './charge-intent';
import { inWords } from './currencies';
import { StripeFailure } from './failure';
import { parseForm } from './form-body';
import { getIntent } from './get-intent';
import type { PaymentIntent, SetupIntent } from './objects';
import { authenticateSetup } from './set-up-card';
import { getSetupIntent } from './setup-intents';
import { byItself, type World } from './world';

/** The bank's page at `/3d-secure/<intent>`: approve or fail, then back to the shop or its dialog. */
export function answerThreeDSecure(world: World, request: Request): Reply {
  const id = request.path.split('/')[2] ?? '';
  const intent = id.startsWith('seti_') ? getSetupIntent(world, id) : getIntent(world, id);
  if (request.query.get('client_secret') !== intent.client_secret)
    return page('<p>Unknown payment.</p>', 403);
  const returnUrl =
    intent.next_action?.type === 'redirect_to_url' ? intent.next_action.redirect_to_url.return_url : null;
  if (request.method !== 'POST') return page(intent.next_action === null ? DONE : question(intent));
  decide(world, intent, parseForm(request.body).outcome === 'approve');
  if (returnUrl === null)
    return page(`${DONE}<script>parent.postMessage('sandbox-3d-secure-done', '*')</script>`);
  return { status: 303, headers: { location: backTo(returnUrl, intent) }, body: '' };
}

/** A decline after the authentication shows on the intent, as it does to the shop. */
function decide(world: World, intent: PaymentIntent | SetupIntent, approved: boolean): void {
  try {
    if (intent.object === 'setup_intent') authenticateSetup(byItself(world), intent, approved);
    else authenticate(byItself(world), intent, approved);
  } catch (error) {
    if (!(error instanceof StripeFailure)) throw error;
  }
}

function backTo(returnUrl: string, intent: PaymentIntent | SetupIntent): string {
  const error = intent.object === 'setup_intent' ? intent.last_setup_error : intent.last_payment_error;
  const url = new URL(returnUrl);
  url.searchParams.set(intent.object, intent.id);
  url.searchParams.set(`${intent.object}_client_secret`, intent.client_secret);
  url.searchParams.set('redirect_status', error === null ? 'succeeded' : 'failed');
  return url.href;
}

const DONE = '<p>Done. Hecho.</p>';

const asked = (intent: PaymentIntent | SetupIntent) =>
  intent.object === 'setup_intent'
    ? `<p>Your bank asks whether this card may be saved for later payments.<br><span lang="es">Tu banco pregunta si esta tarjeta se puede guardar para pagos posteriores.</span></p>`
    : `<p>Your bank asks whether you make this payment.<br><span lang="es">Tu banco pregunta si haces este pago.</span></p>
<p class="amount">${inWords(intent.amount, intent.currency)}</p>`;

const question = (intent: PaymentIntent | SetupIntent) => `
${asked(intent)}
<form method="post">
<button name="outcome" value="approve">Approve · Aprobar</button>
<button name="outcome" value="fail">Fail · Rechazar</button>
</form>`;

const page = (content: string, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  body: `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>3-D Secure · sandbox</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { display: grid; place-content: center; min-height: 90vh; margin: 0; padding: 16px; text-align: center }
h1 { font-size: 21px }
.amount { font-size: 28px; font-variant-numeric: tabular-nums; margin: 8px 0 24px }
form { display: grid; gap: 8px }
button { font: inherit; padding: 12px 24px; border: 1px solid; border-radius: 10px; cursor: pointer }
button:focus-visible { outline: 3px solid Highlight; outline-offset: 2px }
</style><main><h1>3-D Secure</h1>${content}</main></html>`,
});
