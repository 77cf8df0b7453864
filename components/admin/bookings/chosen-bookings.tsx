import { getLocale, getTranslations } from 'next-intl/server';
import type { ComponentProps } from 'react';
import { inLocale } from '@/lib/core/i18n/navigation';
import { BookingTable } from './booking-table';
import { SelectionBar } from './selection-bar';

type Props = ComponentProps<typeof BookingTable> & {
  /** The page that is told which rows were chosen, without its language. */
  action: string;
};

/** The list of bookings, whose rows can be chosen and cancelled together. */
export async function ChosenBookings({ action, ...table }: Props) {
  const [t, locale] = await Promise.all([getTranslations('bookings'), getLocale()]);
  if (!table.choosable) return <BookingTable {...table} />;
  return (
    <form action={inLocale(action, locale)} className="group">
      <BookingTable {...table} />
      <SelectionBar
        locale={locale}
        currency={table.list.club.currency}
        words={{ one: t('chosen_one'), other: t('chosen_other'), owed: t('chosenOwe') }}
      >
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
