import type { Locale } from '@/lib/core/context';
import { dateFormatter, dayCounter, numberFormatter } from './formatters';

const formats = {
  weekday: { weekday: 'short' },
  weekdayLong: { weekday: 'long' },
  dayOfMonth: { day: 'numeric' },
  month: { month: 'short' },
  monthLong: { month: 'long' },
  short: { weekday: 'short', day: 'numeric', month: 'short' },
  long: { weekday: 'long', day: 'numeric', month: 'long' },
  full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  stamp: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
export type DateStyle = keyof typeof formats;

const formatter = (style: DateStyle, locale: Locale, timeZone: string) =>
  dateFormatter(locale, { ...formats[style], timeZone });

/** An instant (epoch ms) as it reads on a zone's wall. */
export const formatInstant = (ms: number, style: DateStyle, locale: Locale, timeZone: string) =>
  formatter(style, locale, timeZone).format(ms);

/** A club-local date `YYYY-MM-DD` in words. */
export const formatDate = (date: string, style: Exclude<DateStyle, 'time' | 'stamp'>, locale: Locale) =>
  formatter(style, locale, 'UTC').format(Date.parse(`${date}T12:00:00Z`));

/** `10:00–11:30` */
export const formatSpan = (startsAt: number, endsAt: number, locale: Locale, timeZone: string) =>
  `${formatInstant(startsAt, 'time', locale, timeZone)}–${formatInstant(endsAt, 'time', locale, timeZone)}`;

/** `jueves, 3 de diciembre, 18:00`: a day and an hour on a zone's wall. */
export const formatMoment = (ms: number, locale: Locale, timeZone: string) =>
  `${formatInstant(ms, 'long', locale, timeZone)}, ${formatInstant(ms, 'time', locale, timeZone)}`;

/** "hoy", "mañana", or the date in words when it is further away. */
export function formatDay(date: string, today: string, style: 'short' | 'long', locale: Locale): string {
  const days = Math.round((Date.parse(date) - Date.parse(today)) / 86_400_000);
  if (days < 0 || days > 1) return formatDate(date, style, locale);
  return dayCounter(locale, { numeric: 'auto' }).format(days, 'day');
}

/** "hoy", "mañana", `lunes 30` within two weeks, else with its month. */
export function formatNearDay(date: string, today: string, locale: Locale): string {
  const days = Math.round((Date.parse(date) - Date.parse(today)) / 86_400_000);
  if (days === 0 || days === 1) return formatDay(date, today, 'short', locale);
  if (days < 0 || days > 13) return formatDate(date, 'long', locale);
  return `${formatDate(date, 'weekdayLong', locale)} ${formatDate(date, 'dayOfMonth', locale)}`;
}

/** `0.62` → `62 %` */
export const formatShare = (share: number, locale: Locale) =>
  numberFormatter(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share);

/** `3.24` → `3,2 km` */
export const formatKilometres = (km: number, locale: Locale) =>
  numberFormatter(locale, {
    style: 'unit',
    unit: 'kilometer',
    maximumFractionDigits: km < 10 ? 1 : 0,
  }).format(km);
