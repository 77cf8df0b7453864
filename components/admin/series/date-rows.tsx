import { getLocale, getTranslations } from 'next-intl/server';
import type { Club } from '@/lib/catalogue/catalogue';
import { formatDate, formatSpan } from '@/lib/core/i18n/format';
import { formatMoney } from '@/lib/core/money';
import type { SeriesConflict } from '@/lib/desk/series/find-ways-out';
import type { SeriesDate } from '@/lib/desk/series/planned-dates';
import { choiceField, timeField } from './series-forms';
import { WayOutFields } from './way-out-fields';

type Props = { club: Club; mayChoose: boolean };

/** Dates that are not yet booked, with a choice where one cannot be had. */
export const DateRows = ({ dates, ...props }: Props & { dates: readonly SeriesDate[] }) => (
  <ol className="divide-y divide-line rounded-md border border-line">
    {dates.map((one) => (
      <DateRow key={one.date} one={one} {...props} />
    ))}
  </ol>
);

async function DateRow({ one, club, mayChoose }: Props & { one: SeriesDate }) {
  const [t, locale] = await Promise.all([getTranslations('seriesPage'), getLocale()]);
  const { date, startsAt, endsAt, courtId, conflict, priceMinor } = one;
  const day = formatDate(date, 'full', locale);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-2">
      <span className="figures min-w-56">{day}</span>
      <span className="figures">
        {startsAt !== null && endsAt !== null && formatSpan(startsAt, endsAt, locale, club.timeZone)}
      </span>
      <span className="text-soft">{nameOf(club, courtId)}</span>
      {conflict === null ? (
        priceMinor > 0 && (
          <span className="figures ml-auto">{formatMoney(priceMinor, club.currency, locale)}</span>
        )
      ) : (
        <>
          <strong className="text-danger-text">{t(`reason_${conflict.reason}`)}</strong>
          {mayChoose && <WaysOut day={day} date={date} conflict={conflict} club={club} />}
        </>
      )}
    </li>
  );
}

type WaysOutProps = { day: string; date: string; conflict: SeriesConflict; club: Club };

async function WaysOut({ day, date, conflict: { nearestCourtId }, club }: WaysOutProps) {
  const t = await getTranslations('seriesPage');
  const options = [
    { value: 'skip', label: t('skip') },
    ...(nearestCourtId === null
      ? []
      : [
          {
            value: String(nearestCourtId),
            label: t('otherCourt', { court: nameOf(club, nearestCourtId) }),
          },
        ]),
    { value: 'time', label: t('otherTime') },
  ];
  return (
    <WayOutFields
      choice={{
        name: choiceField(date),
        label: t('choiceOf', { date: day }),
        begins: String(nearestCourtId ?? 'skip'),
        options,
      }}
      time={{ name: timeField(date), label: t('timeOf', { date: day }), unfit: t('problem_time') }}
    />
  );
}

const nameOf = ({ courts }: Club, id: number): string => courts.find((court) => court.id === id)?.name ?? '';
