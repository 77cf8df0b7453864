import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Link } from '@/components/shared/link';
import { EmptyState } from '@/components/ui/empty-state';
import { formatDate, formatInstant } from '@/lib/core/i18n/format';
import type { FoundAtClub as Found, FoundBooking } from '@/lib/desk/find/search-club';
import { deskPath } from '../desk-pages';

type Props = {
  found: Found;
  /** The club as the address names it. */
  asked: string;
  q: string;
};

/** What a club's search found, each kind under its heading. */
export async function FoundAtClub({ found, asked, q }: Props) {
  const [t, locale] = await Promise.all([getTranslations('find'), getLocale()]);
  const { club, people, bookings, courts, date } = found;
  const planner = deskPath(asked, 'planner');
  if (people.length + bookings.length + courts.length === 0 && date === null) {
    return <EmptyState title={t('none')} text={t('noneText')} />;
  }
  const start = ({ startsAt }: FoundBooking) => formatInstant(startsAt, 'stamp', locale, club.timeZone);
  return (
    <>
      {date && (
        <Kind title={t('day')}>
          <Hit href={`${planner}?date=${date}`} name={formatDate(date, 'full', locale)} />
        </Kind>
      )}
      {people.length > 0 && (
        <Kind title={t('people')}>
          {people.map(({ id, name, phone, email }) => (
            <Hit key={id} href={`${deskPath(asked, 'people')}/${id}`} name={name} note={phone ?? email} />
          ))}
        </Kind>
      )}
      {bookings.length > 0 && (
        <Kind title={t('bookings')}>
          {bookings.map((booking) => (
            <Hit
              key={booking.id}
              href={`/admin/${asked}/find?${new URLSearchParams({ q, booking: booking.id })}`}
              name={booking.title ?? booking.customerName ?? booking.court}
              note={`${start(booking)} · ${booking.court}`}
            />
          ))}
        </Kind>
      )}
      {courts.length > 0 && (
        <Kind title={t('courts')}>
          {courts.map(({ id, name }) => (
            <Hit key={id} href={`${planner}?courts=${id}`} name={name} />
          ))}
        </Kind>
      )}
    </>
  );
}

function Kind({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid max-w-2xl gap-2">
      <h2 className="font-strong text-soft">{title}</h2>
      <ul className="divide-y divide-line rounded-card border border-line bg-card">{children}</ul>
    </section>
  );
}

const Hit = ({ href, name, note }: { href: string; name: string; note?: string | null }) => (
  <li>
    <Link
      href={href}
      scroll={false}
      className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 px-3 hover:bg-sunken"
    >
      <span className="min-w-0 break-words">{name}</span>
      {note && <span className="figures text-note text-soft">{note}</span>}
    </Link>
  </li>
);
