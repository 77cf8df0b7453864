import type { Site } from '../site';

/** Cards of docs.stripe.com/testing. The one that stays in processing is the sandbox's own. */
export const CARDS = {
  pays: '4242424242424242',
  insufficientFunds: '4000000000009995',
  asksForConfirmation: '4000002760003184',
  processes: '4000000000000077',
  /** The sandbox's own too: it pays with its owner, and is declined without. */
  declinesLater: '4000000000000051',
} as const;

const FIELDS = {
  es: { number: 'Número de tarjeta', expiry: 'Fecha de caducidad', cvc: 'Código de seguridad' },
  en: { number: 'Card number', expiry: 'Expiration date', cvc: 'Security code' },
};
const BANK = { es: 'Autenticación de la tarjeta', en: 'Card authentication' };

/** The held court, the time left and the Payment Element. */
export function checkoutPage({ page, language, t, euros, open }: Site) {
  const fields = FIELDS[language];
  const bank = page.frameLocator(`iframe[title="${BANK[language]}"]`);
  const openFor = (reservationId: string) => open(`/checkout/${reservationId}`);
  const payButton = (totalMinor: number) =>
    page.getByRole('button', { name: t('checkout.pay', { total: euros(totalMinor) }) });
  const fillCard = async (number: string) => {
    await page.getByLabel(fields.number).fill(number);
    await page.getByLabel(fields.expiry).fill('12 / 40');
    await page.getByLabel(fields.cvc).fill('123');
  };
  const payWith = async (card: string, totalMinor: number) => {
    await fillCard(card);
    await payButton(totalMinor).click();
  };
  return {
    open: openFor,
    pay: payButton,
    fillCard,
    /** Fills the open checkout's form and presses the button. */
    payWith,
    name: page.getByRole('textbox', { name: t('guest.name'), exact: true }),
    email: page.getByRole('textbox', { name: t('guest.email'), exact: true }).first(),
    emailUnfit: page.getByText(t('account.emailUnfit')),
    signIn: page.getByRole('main').locator('a[href*="/sign-in?"]'),
    mailsGoTo: (email: string) => page.getByText(t('guest.mailsGoTo', { email })),
    changeGuest: page.getByRole('link', { name: t('guest.change') }),
    bookFree: page.getByRole('button', { name: t('guest.book'), exact: true }),
    async openAndPay(reservationId: string, card: string, totalMinor: number) {
      await openFor(reservationId);
      await payWith(card, totalMinor);
    },
    address: new RegExp(`/${language}/checkout/([0-9a-f-]{36})(\\?.*)?$`),
    timeLeft: page.getByRole('timer'),
    why: page.getByText(t('checkout.why')),
    rulePerHour: (minutes: number, perHourMinor: number) =>
      page.getByText(t('checkout.whyLine', { minutes, price: euros(perHourMinor) })),
    /** Who pays, folded. */
    whoPays: page.locator('summary').filter({ hasText: t('sharing.who') }),
    share: page.getByRole('button', { name: t('sharing.splitDo') }),
    changeExtras: page.locator('summary').filter({ hasText: t('checkout.extras') }),
    extra: (name: string) => page.getByLabel(name),
    updateTotal: page.getByRole('button', { name: t('checkout.extrasDo') }),
    dontPay: page.getByRole('button', { name: t('checkout.dontPay') }),
    declined: page.getByRole('alert').filter({ hasText: t('checkout.declined') }),
    approve: bank.getByRole('button', { name: 'Approve' }),
    refuse: bank.getByRole('button', { name: 'Fail' }),
    processing: page.getByRole('heading', { level: 1, name: t('return.processingTitle') }),
    notThere: page.getByRole('heading', { level: 1, name: t('return.openTitle') }),
    backToPay: page.getByRole('link', { name: t('return.tryAgain') }),
    loading: page.getByText(t('checkout.loading')).first(),
    formAway: page.getByRole('alert').filter({ hasText: t('checkout.formAwayTitle') }),
    unavailable: page.getByRole('alert').filter({ hasText: t('checkout.unavailableTitle') }),
    retry: page.getByRole('link', { name: t('checkout.retry') }),
    lapsed: page.getByRole('heading', { level: 1, name: t('checkout.lapsedTitle') }),
    takeAgain: page.getByRole('button', { name: t('checkout.retake') }),
    gone: page.getByText(t('checkout.retakeGone')),
    /** Playwright looks into no `noscript` by text. */
    noScript: page.locator('noscript > *').filter({ hasText: t('checkout.noScript') }),
    /** Starts offered instead of one that is gone. */
    alternatives: page.getByRole('alert').getByRole('button'),
  };
}
