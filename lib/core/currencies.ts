/**
 * Stripe's scale of each currency it charges in (docs.stripe.com/currencies). The runtime's locale data differ from
 * it in HUF and a dozen more.
 */

const TWO_DECIMALS = codes(`
  USD AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CNY COP CRC
  CVE CZK DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR JMD KES KGS KHR KYD KZT
  LAK LBP LKR LRD LSL MAD MDL MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN
  QAR RON RSD RUB SAR SBD SCR SEK SGD SHP SLE SOS SRD STD SZL THB TJS TOP TRY TTD TWD TZS UAH UYU UZS WST XCD XCG YER
  ZAR ZMW`);

const ZERO_DECIMALS = codes('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF');

/** Their last digit must be 0. */
const THREE_DECIMALS = codes('BHD JOD KWD OMR TND');

/**
 * Currencies with two decimals that must be 00. HUF and TWD have that rule for payouts only, which Pista never makes.
 */
const TWO_DECIMALS_WHOLE = codes('ISK UGX');

/** `stepMinor`: every charged or refunded amount is a multiple of it. */
type Scale = { digits: number; stepMinor: number };

const scales = new Map<string, Scale>([
  ...each(TWO_DECIMALS, { digits: 2, stepMinor: 1 }),
  ...each(ZERO_DECIMALS, { digits: 0, stepMinor: 1 }),
  ...each(THREE_DECIMALS, { digits: 3, stepMinor: 10 }),
  ...each(TWO_DECIMALS_WHOLE, { digits: 2, stepMinor: 100 }),
]);

/** The currencies in which a club may sell, by ISO 4217 code in upper case. */
export const CURRENCIES: ReadonlySet<string> = new Set(scales.keys());

/** The decimals of a currency at Stripe. Stripe gives two to those outside its list. */
export const scaleOf = (currency: string): Scale => scales.get(currency) ?? { digits: 2, stepMinor: 1 };

function codes(list: string): string[] {
  return list.trim().split(/\s+/);
}

function each(of: readonly string[], scale: Scale): [string, Scale][] {
  return of.map((code) => [code, scale]);
}
