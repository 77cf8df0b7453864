import { formatDate } from '@/lib/core/i18n/format';
import type { Site } from './site';

/** A day of the strip by the text after its weekday: `30 de noviembre, 62 % libre`. */
export function dayName(date: string, { language, t }: Pick<Site, 'language' | 't'>): RegExp {
  const month = formatDate(date, 'monthLong', language);
  const rest = t('day.rest', { month, state: '' }).replace(/,\s*$/, '');
  return new RegExp(`\\b${formatDate(date, 'dayOfMonth', language)} ${rest}\\b`);
}
