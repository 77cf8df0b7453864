import { scaleOf } from './currencies';

/**
 * The notes and coins that people pay with, in major units, as the bank that issues them lists them. Notes that are
 * no longer issued are left out.
 */
const PIECES: Readonly<Record<string, string>> = {
  // Reserve Bank of Australia and Royal Australian Mint, rba.gov.au, ramint.gov.au
  AUD: '100 50 20 10 5 2 1 0.50 0.20 0.10 0.05',
  // Banco Central do Brasil, bcb.gov.br
  BRL: '200 100 50 20 10 5 2 1 0.50 0.25 0.10 0.05',
  // Bank of Canada and Royal Canadian Mint, bankofcanada.ca, mint.ca
  CAD: '100 50 20 10 5 2 1 0.25 0.10 0.05',
  // Swiss National Bank and Swissmint, snb.ch, swissmint.ch
  CHF: '1000 200 100 50 20 10 5 2 1 0.50 0.20 0.10 0.05',
  // Czech National Bank, cnb.cz
  CZK: '5000 2000 1000 500 200 100 50 20 10 5 2 1',
  // Danmarks Nationalbank, nationalbanken.dk
  DKK: '500 200 100 50 20 10 5 2 1 0.50',
  // European Central Bank, ecb.europa.eu
  EUR: '200 100 50 20 10 5 2 1 0.50 0.20 0.10 0.05 0.02 0.01',
  // Bank of England and Royal Mint, bankofengland.co.uk, royalmint.com
  GBP: '50 20 10 5 2 1 0.50 0.20 0.10 0.05 0.02 0.01',
  // Bank of Japan and Japan Mint, boj.or.jp, mint.go.jp
  JPY: '10000 5000 2000 1000 500 100 50 10 5 1',
  // Banco de México, banxico.org.mx
  MXN: '1000 500 200 100 50 20 10 5 2 1 0.50 0.20 0.10',
  // Norges Bank, norges-bank.no
  NOK: '1000 500 200 100 50 20 10 5 1',
  // Narodowy Bank Polski, nbp.pl
  PLN: '500 200 100 50 20 10 5 2 1 0.50 0.20 0.10 0.05 0.02 0.01',
  // Sveriges Riksbank, riksbank.se
  SEK: '1000 500 200 100 50 20 10 5 2 1',
  // Federal Reserve and United States Mint, uscurrency.gov, usmint.gov
  USD: '100 50 20 10 5 2 1 0.50 0.25 0.10 0.05 0.01',
};

/** What each note and coin of a currency is worth in minor units, greatest first. None for one that is not listed. */
export const denominationsOf = (currency: string): readonly number[] =>
  PIECES[currency]?.split(' ').map((worth) => Math.round(Number(worth) * 10 ** scaleOf(currency).digits)) ??
  [];
