import { getLocale, getTranslations } from 'next-intl/server';
import type { ComponentProps } from 'react';
import { SelectionBar } from '@/components/admin/selection-bar';
import { inLocale } from '@/lib/core/i18n/navigation';
import { BookingTable } from './booking-table';
import { type BookingsAddress, bookingsQuery } from './bookings-address';
import { ListKeys } from './list-keys';

type Props = ComponentProps<typeof BookingTable> & {
  /** The pages that are told which rows were chosen, without their language. Null for whoever may not do that. */
  hrefs: { cancel: string; links: string | null; message: string | null };
  address: BookingsAddress;
};

/** The list of bookings, whose rows can be chosen to be cancelled, asked for money or written to together. */
export async function ChosenBookings({ hrefs, address, ...table }: Props) {
  const [t, locale] = await Promise.all([getTranslations('bookings'), getLocale()]);
  const { results, count, totals, club } = table.list;
  if (!table.choosable) return <BookingTable {...table} />;
  return (
    <form action={inLocale(hrefs.cancel, locale)} className="group">
      {[...new URLSearchParams(bookingsQuery({ ...address, page: 1 }))].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <BookingTable {...table} />
      <p className="needs-script mt-2 text-caption text-faint max-md:hidden">{t('keys')}</p>
      <ListKeys table="bookings-table" />
      <SelectionBar
        locale={locale}
        currency={club.currency}
        all={count > results.length ? { count, owedMinor: totals.owedMinor } : null}
        words={{
          one: t('chosen_one'),
          other: t('chosen_other'),
          owed: t('chosenOwe'),
          all: t('chooseFound', { count }),
        }}
      >
        {hrefs.message && (
          <button
            type="submit"
            formAction={inLocale(hrefs.message, locale)}
            className="inline-flex min-h-11 items-center rounded-md px-3 font-strong hover:underline"
          >
            {t('messageChosen')}
          </button>
        )}
        {hrefs.links && (
          <button
            type="submit"
            formAction={inLocale(hrefs.links, locale)}
            className="inline-flex min-h-11 items-center rounded-md px-3 font-strong hover:underline"
          >
            {t('askChosen')}
          </button>
        )}
        <button
          type="submit"
          className="inline-flex min-h-11 items-center rounded-md px-3 font-strong hover:underline"
        >
          {t('cancelChosen')}
        </button>
      </SelectionBar>
    </form>
  );
}
