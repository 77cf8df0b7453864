import { hasLocale } from 'next-intl';
import { getRequestConfig } from 'next-intl/server';
import type spanish from '@/messages/es.json';
import { routing } from './routing';

declare module 'next-intl' {
  interface AppConfig {
    Locale: (typeof routing.locales)[number];
    /** Spanish decides which messages exist. A test holds English to the same keys. */
    Messages: typeof spanish;
  }
}

/**
 * The messages with values that next-intl has parsed. It takes its cache from here, and would else begin with an empty
 * one at each request, where parsing takes longer than all else of a translation.
 */
const kept = {
  _cache: {
    dateTime: {},
    number: {},
    message: {},
    relativeTime: {},
    pluralRules: {},
    list: {},
    displayNames: {},
  },
};

export default getRequestConfig(async ({ requestLocale }) => {
  const requested = await requestLocale;
  const locale = hasLocale(routing.locales, requested) ? requested : routing.defaultLocale;
  const { default: messages } = await import(`../../../messages/${locale}.json`);
  return { locale, messages, timeZone: 'UTC', ...kept };
});
