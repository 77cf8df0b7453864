import { offsetSpansBetween } from '@/lib/core/time';

const YEAR_MS = 366 * 86_400_000;

/**
 * The VTIMEZONE of a zone (RFC 5545, 3.6.5), with its offsets from a year before `startsAtMs` to a year after
 * `endsAtMs`. It has the same source as our sales.
 */
export function zoneComponent(timeZone: string, startsAtMs: number, endsAtMs: number): string[] {
  const spans = offsetSpansBetween(startsAtMs - YEAR_MS, endsAtMs + YEAR_MS, timeZone);
  const standardMs = Math.min(...spans.map(({ offsetMs }) => offsetMs));
  const observances = spans.map(({ startsAt, offsetMs, offsetBeforeMs }) => {
    const name = offsetMs > standardMs ? 'DAYLIGHT' : 'STANDARD';
    const begins = Number.isFinite(startsAt) ? wallStamp(startsAt + offsetBeforeMs) : '19700101T000000';
    return [
      `BEGIN:${name}`,
      `DTSTART:${begins}`,
      `TZOFFSETFROM:${offset(offsetBeforeMs)}`,
      `TZOFFSETTO:${offset(offsetMs)}`,
      `END:${name}`,
    ];
  });
  return ['BEGIN:VTIMEZONE', `TZID:${timeZone}`, ...observances.flat(), 'END:VTIMEZONE'];
}

/** `20260329T020000` of an instant that stands for a wall clock's reading. */
const wallStamp = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '');

/** `+0530` */
function offset(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  const digits = `${Math.floor(minutes / 60)}`.padStart(2, '0') + `${minutes % 60}`.padStart(2, '0');
  return `${ms < 0 ? '-' : '+'}${digits}`;
}
