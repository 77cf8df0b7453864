import { Elements, PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js';
import type { Stripe, StripeElements } from '@stripe/stripe-js';
import { loadStripe } from '@stripe/stripe-js/pure';
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';

const params = new URLSearchParams(location.search);
const clientSecret = params.get('secret') ?? '';
const locale = params.get('locale') === 'es' ? 'es' : 'en';
const redirect = params.get('redirect') === 'always' ? 'always' : 'if_required';

function Checkout() {
  const stripe = useStripe();
  const elements = useElements();
  const [said, setSaid] = useState('');
  const [complete, setComplete] = useState(false);
  const pay = async () => {
    if (!stripe || !elements) return;
    setSaid('');
    const submitted = await elements.submit();
    if (submitted.error) return setSaid(`${submitted.error.code}`);
    const return_url = `${location.origin}/return`;
    const confirmParams = { return_url };
    if (clientSecret.startsWith('seti_')) return setSaid(await save(stripe, elements));
    const result =
      redirect === 'always'
        ? await stripe.confirmPayment({ elements, clientSecret, confirmParams })
        : await stripe.confirmPayment({ elements, clientSecret, confirmParams, redirect });
    setSaid(
      result.error
        ? `${result.error.type}/${result.error.decline_code ?? result.error.code}: ${result.error.message}`
        : result.paymentIntent.status,
    );
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        pay();
      }}
    >
      <PaymentElement
        onReady={() => setSaid('ready')}
        onChange={(event) => setComplete(event.complete)}
        onLoadError={({ error }) => setSaid(`closed: ${error.code}`)}
      />
      <button type="submit">{complete ? 'Pay now' : 'Pay'}</button>
      <p role="status">{said}</p>
    </form>
  );
}

/** Saves the card of the form, and tells what came of it. */
async function save(stripe: Stripe, elements: StripeElements): Promise<string> {
  const { error, setupIntent } = await stripe.confirmSetup({
    elements,
    clientSecret,
    redirect: 'if_required',
  });
  return error ? `${error.type}/${error.decline_code ?? error.code}: ${error.message}` : setupIntent.status;
}

const stripe = loadStripe('pk_test_sandbox', { locale });
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Elements
        stripe={stripe}
        options={{ clientSecret, locale, appearance: { variables: { colorPrimary: 'rgb(0, 80, 200)' } } }}
      >
        <Checkout />
      </Elements>
    </StrictMode>,
  );
}
