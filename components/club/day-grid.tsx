import { getLocale, getTranslations } from 'next-intl/server';
import { courtMark } from '@/components/plan/court-mark';
import { extraField, type QuantityOf } from '@/components/shared/extra-fields';
import { ScrollToAsked } from '@/components/ui/scroll-to-asked';
import type { ClubDay } from '@/lib/availability/find-slots';
import { cancellationTerms } from '@/lib/catalogue/cancellation-terms';
import type { Court } from '@/lib/catalogue/catalogue';
import type { Locale } from '@/lib/core/context';
import { formatInstant } from '@/lib/core/i18n/format';
import { formatMoney, wholeUnits } from '@/lib/core/money';
import { CourtGrid, type CourtHead } from './court-grid';
import { type Grid, gridOf } from './court-grid-cells';
import { GridLegend } from './grid-legend';

type Props = {
  day: ClubDay;
  now: number;
  caption: string;
  chosenValue: string | null;
  askedTime: string | null;
  quantityOf: QuantityOf;
};

/** The grid of a club's day with its words, its legend and the extras. */
export async function DayGrid({ day, now, caption, chosenValue, askedTime, quantityOf }: Props) {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  const { club } = day;
  const grid = gridOf(day, now);
  const [rows, hours] = await Promise.all([withHeads(grid), hoursOf(grid, day, now)]);
  const askedColumn = grid.columns.findIndex(({ time }) => time === askedTime);
  return (
    <>
      <ScrollToAsked
        asked={askedTime}
        className="max-h-[70dvh] overflow-auto sm:max-h-none sm:rounded-card sm:border sm:border-line sm:bg-card sm:p-4"
      >
        <CourtGrid
          key={`${day.date} ${day.durationMinutes} ${chosenValue}`}
          rows={rows}
          hours={hours}
          span={grid.span}
          prices={await pricesOf(day)}
          caption={caption}
          words={{
            court: t('club.court'),
            holdAt: t('club.holdAt', {
              court: '{court}',
              time: '{time}',
              duration: day.durationMinutes,
              price: '{price}',
            }),
            summary: t('club.selected', { court: '{court}', span: '{span}' }),
            gone: t('club.chosenGone'),
          }}
          bar={{
            locale,
            book: t('club.book'),
            bookFor: t('club.continue', { price: '{price}' }),
            total: t('checkout.total'),
            extras: t('club.extras'),
          }}
          extras={club.extras.map((extra) => ({
            field: extraField(extra.code),
            name: extra.name[locale],
            price: formatMoney(extra.priceMinor, club.currency, locale),
            priceMinor: extra.priceMinor,
            chosen: quantityOf(extra.code),
          }))}
          currency={club.currency}
          chosenValue={chosenValue}
          askedColumn={askedColumn}
        />
      </ScrollToAsked>
      <GridLegend durationMinutes={day.durationMinutes} />
    </>
  );
}

async function withHeads(grid: Grid<Court>) {
  const t = await getTranslations();
  const sports = new Set(grid.rows.map(({ court }) => court.sport));
  const headOf = ({ id, name, sport, format, indoor }: Court): CourtHead => {
    const cover = indoor ? 'indoor' : 'outdoor';
    const isOddSport = sports.size > 1 && sport === 'tennis';
    const shortKind = isOddSport ? t(`sport.${sport}`) : t(`cover.short_${cover}`);
    const isSingle = format === 'single';
    return {
      id,
      name,
      mark: courtMark(name),
      kind: t(isSingle ? 'format.single' : `cover.${cover}`),
      about: isSingle ? `${t('format.single')} · ${t(`cover.${cover}`)}` : t(`cover.${cover}`),
      shortKind: isSingle ? t('common.singles') : shortKind,
    };
  };
  return grid.rows.map(({ court, pieces }) => ({ court: headOf(court), pieces }));
}

async function hoursOf({ columns }: Grid<Court>, { club }: ClubDay, now: number) {
  const [t, locale] = await Promise.all([getTranslations('cancellation'), getLocale()]);
  const { refundPolicy: policy, timeZone } = club;
  return columns.map(({ startsAt, time, endTime }) => {
    const booking = { policy, startsAt: new Date(startsAt), timeZone };
    const { key, values } = cancellationTerms(booking, locale, new Date(now), tellShort);
    return { startsAt, time, endTime, terms: t(`${key}_short`, values) };
  });
}

const tellShort = (ms: number, locale: Locale, timeZone: string) =>
  formatInstant(ms, 'stamp', locale, timeZone);

async function pricesOf({ club, courts }: ClubDay) {
  const locale = await getLocale();
  const prices = new Set(courts.flatMap(({ slots }) => slots.map(({ priceMinor }) => priceMinor)));
  return Object.fromEntries(
    [...prices].map((minor) => [
      minor,
      { short: wholeUnits(minor, club.currency), exact: formatMoney(minor, club.currency, locale) },
    ]),
  );
}
