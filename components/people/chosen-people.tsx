import { getLocale, getTranslations } from 'next-intl/server';
import type { ComponentProps } from 'react';
import { SelectionBar } from '@/components/admin/selection-bar';
import { inLocale } from '@/lib/core/i18n/navigation';
import { peoplePath } from './people-paths';
import { PeopleTable } from './people-table';

/** The list of people, whose rows can be chosen to be written to together. */
export async function ChosenPeople(table: Omit<ComponentProps<typeof PeopleTable>, 'choosable'>) {
  const [t, locale] = await Promise.all([getTranslations('bookings'), getLocale()]);
  return (
    <form action={inLocale(`${peoplePath(table.asked)}/message`, locale)} className="group">
      <PeopleTable {...table} choosable />
      <SelectionBar
        locale={locale}
        currency={table.club.currency}
        all={null}
        words={{ one: t('chosen_one'), other: t('chosen_other'), owed: t('chosenOwe'), all: '' }}
      >
        <button
          type="submit"
          className="inline-flex min-h-11 items-center rounded-md px-3 font-strong hover:underline"
        >
          {t('messageChosen')}
        </button>
      </SelectionBar>
    </form>
  );
}
