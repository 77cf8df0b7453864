import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { RecordTable } from '@/components/ui/record-table';
import type { Club } from '@/lib/catalogue/catalogue';
import { formatInstant, formatSpan } from '@/lib/core/i18n/format';
import { formatMoney } from '@/lib/core/money';
import type { PersonBooking } from '@/lib/desk/people/list-person-bookings';
import { OwedPill } from './owed-pill';

type Props = {
  ahead: readonly PersonBooking[];
  past: readonly PersonBooking[];
  club: Pick<Club, 'timeZone'>;
  /** Where a booking opens, without its language. */
  hrefOf: (id: string) => string;
};

/** What somebody booked at the club, ahead and past. */
export async function PersonBookings({ ahead, past, ...shared }: Props) {
  const t = await getTranslations('people');
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <Part id="ahead" title={t('ahead')} none={t('aheadNone')} bookings={ahead} {...shared} />
      <Part id="past" title={t('past')} none={t('pastNone')} bookings={past} {...shared} />
    </div>
  );
}

type PartProps = Pick<Props, 'club' | 'hrefOf'> & {
  id: string;
  title: string;
  none: string;
  bookings: readonly PersonBooking[];
};

async function Part({ id, title, none, bookings, club: { timeZone }, hrefOf }: PartProps) {
  const [t, tStatus, locale] = await Promise.all([
    getTranslations('people'),
    getTranslations('status'),
    getLocale(),
  ]);
  const [price, owed] = [t('price'), t('owed')];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <h2 id={id} className="text-lead">
        {title}
      </h2>
      {bookings.length === 0 ? (
        <p className="text-soft">{none}</p>
      ) : (
        <RecordTable
          labelledBy={id}
          head={[t('when'), t('court'), t('state'), price, owed]}
          figures={[price, owed]}
          rows={bookings.map((booking) => ({
            key: booking.id,
            cells: [
              <Link
                key="when"
                href={hrefOf(booking.id)}
                scroll={false}
                className="inline-flex min-h-6 items-center underline decoration-line underline-offset-4 hover:decoration-ink"
              >
                {formatInstant(booking.startsAt, 'date', locale, timeZone)},{' '}
                {formatSpan(booking.startsAt, booking.endsAt, locale, timeZone)}
              </Link>,
              booking.courtName,
              tStatus(booking.status),
              formatMoney(booking.priceMinor, booking.currency, locale),
              <OwedPill key="owed" minor={booking.owedMinor} currency={booking.currency} />,
            ],
          }))}
        />
      )}
    </div>
  );
}
