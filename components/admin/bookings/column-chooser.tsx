import { Columns3 } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { button } from '@/components/ui/button';
import { Menu } from '@/components/ui/menu';
import { SubmitButton } from '@/components/ui/submit-button';
import { BOOKING_COLUMNS, type BookingColumn } from './booking-columns';
import { chooseColumns } from './choose-columns';

const LOOK = {
  summary: button({ look: 'secondary', size: 'dense' }),
  panel: 'right-0 w-60 p-2',
};

/** Which columns the list shows in this browser. Phones show the same ones in a few lines a booking. */
export async function ColumnChooser({ shown }: { shown: readonly BookingColumn[] }) {
  const t = await getTranslations('bookings');
  return (
    <Menu
      look={LOOK}
      trigger={
        <>
          <Columns3 aria-hidden className="size-4" />
          {t('columns')}
        </>
      }
    >
      <form key={shown.join()} action={chooseColumns}>
        <ul aria-label={t('columns')}>
          {BOOKING_COLUMNS.filter((column) => column !== 'who').map((column) => (
            <li key={column}>
              <label className="flex min-h-9 items-center gap-3 rounded-sm px-2 hover:bg-sunken">
                <input
                  type="checkbox"
                  name={column}
                  value="on"
                  defaultChecked={shown.includes(column)}
                  className="size-5 accent-ink"
                />
                {t(`head_${column}`)}
              </label>
            </li>
          ))}
        </ul>
        <SubmitButton size="dense" className="mt-2 w-full">
          {t('columnsShow')}
        </SubmitButton>
      </form>
    </Menu>
  );
}
