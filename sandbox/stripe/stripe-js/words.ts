const ES = {
  number: 'Número de tarjeta',
  expiry: 'Fecha de caducidad',
  expiryHint: 'MM / AA',
  cvc: 'Código de seguridad',
  sandbox: 'Modo de prueba: 4242 4242 4242 4242, cualquier fecha futura y CVC.',
  dialog: 'Autenticación de la tarjeta',
  cancel: 'Cancelar',
  incomplete_number: 'El número de la tarjeta está incompleto.',
  invalid_number: 'El número de la tarjeta no es válido.',
  incomplete_expiry: 'La fecha de caducidad de la tarjeta está incompleta.',
  invalid_expiry_month: 'El mes de caducidad de la tarjeta no es válido.',
  invalid_expiry_year_past: 'La fecha de caducidad de la tarjeta ya ha pasado.',
  incomplete_cvc: 'El código de seguridad de la tarjeta está incompleto.',
  offline: 'No hemos podido conectar con Stripe. Inténtalo de nuevo.',
  authentication: 'No podemos autenticar tu método de pago. Elige otro método de pago e inténtalo de nuevo.',
  declines: {
    card_declined: 'Tu tarjeta ha sido rechazada.',
    insufficient_funds: 'Tu tarjeta no tiene fondos suficientes.',
    expired_card: 'Tu tarjeta ha caducado.',
    incorrect_cvc: 'El código de seguridad de la tarjeta es incorrecto.',
    incorrect_number: 'El número de la tarjeta es incorrecto.',
    processing_error: 'Se ha producido un error al procesar tu tarjeta. Inténtalo de nuevo más tarde.',
  },
};

export type Words = Omit<typeof ES, 'declines'> & { declines: Readonly<Record<string, string>> };

const EN: Words = {
  number: 'Card number',
  expiry: 'Expiration date',
  expiryHint: 'MM / YY',
  cvc: 'Security code',
  sandbox: 'Test mode: 4242 4242 4242 4242, any future date and CVC.',
  dialog: 'Card authentication',
  cancel: 'Cancel',
  incomplete_number: 'Your card number is incomplete.',
  invalid_number: 'Your card number is invalid.',
  incomplete_expiry: 'Your card’s expiration date is incomplete.',
  invalid_expiry_month: 'Your card’s expiration month is invalid.',
  invalid_expiry_year_past: 'Your card’s expiration date is in the past.',
  incomplete_cvc: 'Your card’s security code is incomplete.',
  offline: 'We could not connect to Stripe. Please try again.',
  authentication:
    'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
  /** The API's own messages are English already. */
  declines: {},
};

/** The language of a Stripe locale; `auto` is the browser's. */
export const wordsOf = (locale: string | undefined): Words =>
  (locale === undefined || locale === 'auto' ? navigator.language : locale).startsWith('es') ? ES : EN;
