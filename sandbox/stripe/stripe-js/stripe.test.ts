import { createServer } from 'node:http';
import AxeBuilder from '@axe-core/playwright';
import { type Browser, chromium, type Page } from '@playwright/test';
import type { StripeElements, StripeElementsOptionsMode } from '@stripe/stripe-js';
import { build } from 'esbuild';
import Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { findChromium } from '@/scripts/chromium';
import { SANDBOX_KEYS } from '../../providers';
import { startStripe } from '../start-stripe';

/** A shop of its own origin, with a policy as strict as the app's, on the real @stripe/stripe-js and its React part. */
async function startShop(stripeUrl: string) {
  const { outputFiles } = await build({
    entryPoints: ['sandbox/stripe/stripe-js/checkout-page.fixture.tsx'],
    bundle: true,
    define: { 'process.env.NODE_ENV': '"development"' },
    jsx: 'automatic',
    write: false,
  });
  const server = createServer((request, response) => {
    if (request.url === '/page.js') return response.end(outputFiles[0]?.text);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; script-src 'self' ${stripeUrl}; connect-src ${stripeUrl}; frame-src ${stripeUrl}; style-src 'self'`,
    );
    response.end(
      request.url?.startsWith('/return')
        ? '<title>Return</title>'
        : `<!doctype html><html lang="en"><title>Shop</title><main><h1>Shop</h1><div id="root"></div></main>
<script src="${stripeUrl}/stripe.js"></script><script src="/page.js"></script></html>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return { server, url: `http://127.0.0.1:${port}` };
}

let sandbox: Awaited<ReturnType<typeof startStripe>>;
let shop: Awaited<ReturnType<typeof startShop>>;
let browser: Browser;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await startStripe({ port: 0, appUrl: 'http://127.0.0.1:1' });
  shop = await startShop(sandbox.url);
  const { hostname, port } = new URL(sandbox.url);
  stripe = new Stripe(SANDBOX_KEYS.STRIPE_SECRET_KEY, {
    host: hostname,
    port: Number(port),
    protocol: 'http',
  });
  browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
});

afterAll(async () => {
  await browser?.close();
  shop?.server.close();
  await sandbox?.close();
});

async function createSetup(): Promise<Stripe.SetupIntent> {
  const { id: customer } = await stripe.customers.create();
  return stripe.setupIntents.create({ customer });
}

const createIntent = () => stripe.paymentIntents.create({ amount: 4500, currency: 'eur' });

async function openShop(
  intent: Stripe.PaymentIntent | Stripe.SetupIntent,
  query = '',
): Promise<{ page: Page; problems: string[] }> {
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() !== 'info' && message.type() !== 'debug') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(`${shop.url}/?secret=${intent.client_secret}${query}`);
  return { page, problems };
}

async function fillCard(page: Page, number: string) {
  await page.getByLabel(/card number|número de tarjeta/i).fill(number);
  await page.getByLabel(/expiration date|fecha de caducidad/i).fill('12/34');
  await page.getByLabel(/security code|código de seguridad/i).fill('123');
}

const said = (page: Page) => page.getByRole('status');
const seesText = (page: Page, text: string | RegExp) => said(page).filter({ hasText: text }).waitFor();

test('the real React wrapper mounts the form, pays and hears of it, without a word on the console', async () => {
  const intent = await createIntent();
  const { page, problems } = await openShop(intent);
  await seesText(page, 'ready');
  await fillCard(page, '4242424242424242');
  expect(await page.getByLabel('Card number').inputValue()).toBe('4242 4242 4242 4242');
  expect(await page.getByLabel('Expiration date').inputValue()).toBe('12 / 34');
  await page.getByRole('button', { name: 'Pay now' }).click();
  await seesText(page, 'succeeded');
  expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe('succeeded');
  expect(problems).toEqual([]);
});

test('fields that are not complete are named where they are, and nothing is sent', async () => {
  const intent = await createIntent();
  const { page } = await openShop(intent);
  await seesText(page, 'ready');
  await page.getByLabel('Card number').fill('4242 4242 4242 4241');
  await page.getByLabel('Security code').press('Enter');
  await seesText(page, 'invalid_number');
  await page.getByText('Your card number is invalid.').waitFor();
  await page.getByText('Your card’s expiration date is incomplete.').waitFor();
  expect(await page.getByLabel('Card number').getAttribute('aria-invalid')).toBe('true');
  expect((await stripe.paymentIntents.retrieve(intent.id)).latest_charge).toBeNull();
});

test('a declined card is told in the language of the form, and another card then pays', async () => {
  const intent = await createIntent();
  const { page } = await openShop(intent, '&locale=es');
  await seesText(page, 'ready');
  await fillCard(page, '4000000000009995');
  await page.getByRole('button').click();
  await seesText(page, 'card_error/insufficient_funds: Tu tarjeta no tiene fondos suficientes.');
  await fillCard(page, '4242424242424242');
  await page.getByRole('button').click();
  await seesText(page, 'succeeded');
});

test('3-D Secure opens in a dialog: approved it pays, refused it asks for another method', async () => {
  for (const [answer, outcome] of [
    ['Approve', 'succeeded'],
    ['Fail', 'invalid_request_error/payment_intent_authentication_failure'],
  ] as const) {
    const { page } = await openShop(await createIntent());
    await seesText(page, 'ready');
    await fillCard(page, '4000002760003184');
    await page.getByRole('button').click();
    const bank = page.getByRole('dialog', { name: 'Card authentication' }).frameLocator('iframe');
    await bank.getByRole('button', { name: answer }).click();
    await seesText(page, outcome);
  }
});

test('leaving the 3-D Secure dialog, by its button or by Escape, refuses the payment', async () => {
  for (const leave of [
    (page: Page) => page.getByRole('button', { name: 'Cancel' }).click(),
    (page: Page) => page.keyboard.press('Escape'),
  ]) {
    const { page } = await openShop(await createIntent());
    await seesText(page, 'ready');
    await fillCard(page, '4000002500003155');
    await page.getByRole('button', { name: 'Pay now' }).click();
    await page.getByRole('dialog').waitFor();
    await leave(page);
    await seesText(page, 'payment_intent_authentication_failure');
  }
});

test('with redirect "always" the browser goes to the return page with the intent in its address', async () => {
  const intent = await createIntent();
  const { page } = await openShop(intent, '&redirect=always');
  await seesText(page, 'ready');
  await fillCard(page, '4242424242424242');
  await page.getByRole('button').click();
  await page.waitForURL(`${shop.url}/return*`);
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
    payment_intent: intent.id,
    payment_intent_client_secret: intent.client_secret,
    redirect_status: 'succeeded',
  });
});

test('a server-side confirmation sends the browser to the bank and back', async () => {
  const intent = await stripe.paymentIntents.create({
    amount: 4500,
    currency: 'eur',
    confirm: true,
    payment_method: 'pm_card_authenticationRequired',
    return_url: `${shop.url}/return?order=7`,
  });
  const page = await browser.newPage();
  await page.goto(intent.next_action?.redirect_to_url?.url ?? '');
  await page.getByRole('button', { name: 'Fail' }).click();
  await page.waitForURL(/redirect_status=failed/);
  expect(new URL(page.url()).searchParams.get('order')).toBe('7');
});

test('the form does not open on an intent that is over, nor does it answer when Stripe is gone', async () => {
  const over = await createIntent();
  await stripe.paymentIntents.cancel(over.id);
  const closed = await openShop(over);
  await seesText(closed.page, 'closed: payment_intent_unexpected_state');

  const { page } = await openShop(await createIntent());
  await seesText(page, 'ready');
  await fillCard(page, '4242424242424242');
  sandbox.faults.add({ mode: 'refuse', path: '/confirm', rate: 1, times: 2, status: 500, delay_ms: 0 });
  await page.getByRole('button').click();
  await seesText(page, 'api_connection_error');
  sandbox.faults.clear();
});

test('the form saves a card without a payment, asking the bank first where it must', async () => {
  for (const [number, approves] of [
    ['4242424242424242', false],
    ['4000002500003155', true],
  ] as const) {
    const setup = await createSetup();
    const { page, problems } = await openShop(setup);
    await seesText(page, 'ready');
    await fillCard(page, number);
    await page.getByRole('button', { name: 'Pay now' }).click();
    if (approves) {
      const bank = page.getByRole('dialog', { name: 'Card authentication' }).frameLocator('iframe');
      await bank.getByText('saved for later payments').waitFor();
      await bank.getByRole('button', { name: 'Approve' }).click();
    }
    await seesText(page, 'succeeded');
    const saved = await stripe.customers.listPaymentMethods(String(setup.customer));
    expect(saved.data.map(({ card }) => card?.last4)).toEqual([number.slice(-4)]);
    expect(problems).toEqual([]);
  }
});

test('a card that is not saved is told in the language of the form, and a saved one closes it', async () => {
  const setup = await createSetup();
  const { page } = await openShop(setup, '&locale=es');
  await seesText(page, 'ready');
  await fillCard(page, '4000000000000002');
  await page.getByRole('button').click();
  await seesText(page, 'card_error/generic_decline: Tu tarjeta ha sido rechazada.');
  await stripe.setupIntents.confirm(setup.id, {
    payment_method: 'pm_card_visa',
    return_url: `${shop.url}/return`,
  });
  const closed = await openShop(setup);
  await seesText(closed.page, 'closed: setup_intent_unexpected_state');
});

/** Pays an intent by a form that was made before it, and tells what Stripe.js says of the two. */
async function payDeferred(
  intent: Stripe.PaymentIntent,
  options: StripeElementsOptionsMode,
): Promise<string> {
  const page = await browser.newPage();
  await page.goto(`${shop.url}/return`);
  await page.addScriptTag({ url: `${sandbox.url}/stripe.js` });
  await page.evaluate((given) => {
    const form = window.Stripe?.('pk_test_sandbox').elements(given);
    form?.create('payment').mount(document.body);
    Object.assign(window, { form });
  }, options);
  await fillCard(page, '4242424242424242');
  return page.evaluate(async (clientSecret) => {
    const elements: StripeElements = Reflect.get(window, 'form');
    await elements.submit();
    const confirmed = window.Stripe?.('pk_test_sandbox').confirmPayment({
      elements,
      clientSecret,
      confirmParams: { return_url: location.href },
      redirect: 'if_required',
    });
    return Promise.resolve(confirmed).then(
      (result) => result?.paymentIntent?.status ?? 'no intent',
      (error) => String(error),
    );
  }, intent.client_secret ?? '');
}

test('a form that was made before its intent pays only what it was made for', async () => {
  const shown = { mode: 'payment', amount: 4500, currency: 'eur' } as const;
  const customer = (await stripe.customers.create()).id;
  const saving = () =>
    stripe.paymentIntents.create({
      amount: 4500,
      currency: 'eur',
      customer,
      setup_future_usage: 'off_session',
    });
  expect(await payDeferred(await createIntent(), shown)).toBe('succeeded');
  expect(await payDeferred(await createIntent(), { ...shown, amount: 4400 })).toContain('amount or currency');
  expect(await payDeferred(await saving(), shown)).toContain('setup_future_usage');
  expect(await payDeferred(await saving(), { ...shown, setupFutureUsage: 'off_session' })).toBe('succeeded');
});

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

test('the form and the payments page pass axe', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${shop.url}/?secret=${(await createIntent()).client_secret}`);
  await page.getByLabel('Card number').press('Tab');
  expect(await violations(page)).toEqual([]);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto(sandbox.url);
    expect(await violations(page)).toEqual([]);
  }
  await context.close();
});
