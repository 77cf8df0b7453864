import type { Stripe } from '@stripe/stripe-js';
import { loadStripe } from '@stripe/stripe-js/pure';
import type { Locale } from '@/lib/core/context';

export type StripeSource = {
  publishableKey: string;
  /** The address of Stripe.js when it is the sandbox's. */
  scriptUrl: string | null;
};

/** Loads Stripe.js. The loader accepts an existing `window.Stripe`. */
export async function openStripe(
  { publishableKey, scriptUrl }: StripeSource,
  locale: Locale,
): Promise<Stripe> {
  if (scriptUrl) await addScript(scriptUrl);
  const stripe = await loadStripe(publishableKey, { locale });
  if (!stripe) throw new Error('Stripe.js did not load');
  return stripe;
}

function addScript(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if ('Stripe' in window) return resolve();
    const script = document.createElement('script');
    script.src = url;
    script.onload = () => resolve();
    script.onerror = () => {
      script.remove();
      reject(new Error(`${url} did not load`));
    };
    document.head.append(script);
  });
}
