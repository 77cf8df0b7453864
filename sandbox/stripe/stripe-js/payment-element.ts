import type { Appearance, StripeError } from '@stripe/stripe-js';
import { type Api, isSetup } from './api';
import { type CardForm, createCardForm } from './card-form';
import { digitsOf, parseExpiry } from './card-rules';
import { createEmitter } from './emitter';
import { applyAppearance } from './style';
import type { Words } from './words';

export type Settings = {
  clientSecret: string | undefined;
  appearance: Appearance;
  words: Words;
};

/** Statuses in which Stripe.js refuses to open the form, because nothing is left to pay. */
const OVER = new Set(['succeeded', 'canceled', 'processing', 'requires_capture']);

export type PaymentElement = ReturnType<typeof createPaymentElement>;

/** The card form behind `elements.create('payment')`. */
export function createPaymentElement(api: Api, settings: () => Settings) {
  const events = createEmitter();
  const host = document.createElement('div');
  const form: CardForm = createCardForm(host.attachShadow({ mode: 'open' }), settings().words, {
    input: () => emitChange(),
    focus: () => events.emit('focus', { elementType: 'payment' }),
    blur: () => events.emit('blur', { elementType: 'payment' }),
    enter: () => host.closest('form')?.requestSubmit(),
  });

  function emitChange(): void {
    const { number, expiry, cvc } = form.values();
    events.emit('change', {
      elementType: 'payment',
      empty: number + expiry + cvc === '',
      complete: form.problem() === null,
      collapsed: false,
      value: { type: 'card' },
    });
  }

  async function open(): Promise<void> {
    const { clientSecret } = settings();
    events.emit('loaderstart', { elementType: 'payment' });
    // Whoever mounts it listens only afterwards.
    await new Promise((resolve) => setTimeout(resolve));
    const error = clientSecret === undefined ? null : await whyClosed(api, clientSecret);
    if (error) events.emit('loaderror', { elementType: 'payment', error });
    else events.emit('ready', { elementType: 'payment' });
  }

  const element = {
    on: (name: string, handler: (event: unknown) => void) => {
      events.on(name, handler);
      return element;
    },
    once: (name: string, handler: (event: unknown) => void) => {
      events.once(name, handler);
      return element;
    },
    off: (name: string, handler?: (event: unknown) => void) => {
      events.off(name, handler);
      return element;
    },
    mount(target: string | HTMLElement) {
      const node = typeof target === 'string' ? document.querySelector(target) : target;
      if (node === null)
        throw new Error(
          `IntegrationError: the selector you specified (${target}) applies to no DOM elements.`,
        );
      node.replaceChildren(host);
      element.refresh();
      open();
    },
    unmount: () => host.remove(),
    destroy: () => host.remove(),
    update: () => {},
    collapse: () => {},
    focus: () => form.focus(),
    blur: () => host.blur(),
    clear: () => form.clear(),
    /** Takes over a changed appearance or language. */
    refresh() {
      applyAppearance(host, settings().appearance);
      form.translate(settings().words);
    },
    validate(): StripeError | null {
      const code = form.problem();
      if (code === null) return null;
      form.showProblems();
      return { type: 'validation_error', code, message: settings().words[code] };
    },
    card() {
      const { number, expiry, cvc } = form.values();
      const { month, year } = parseExpiry(expiry) ?? { month: 0, year: 0 };
      return { number: digitsOf(number), exp_month: month, exp_year: year, cvc };
    },
  };
  return element;
}

async function whyClosed(api: Api, clientSecret: string): Promise<StripeError | null> {
  const { value, error } = await (isSetup(clientSecret)
    ? api.retrieveSetup(clientSecret)
    : api.retrieveIntent(clientSecret));
  if (error) return error;
  if (!OVER.has(value.status)) return null;
  const name = value.object === 'setup_intent' ? 'SetupIntent' : 'PaymentIntent';
  return {
    type: 'invalid_request_error',
    code: `${value.object}_unexpected_state`,
    message: `The ${name} is in a terminal state (${value.status}) and cannot be used to initialize Elements.`,
    [value.object]: value,
  };
}
