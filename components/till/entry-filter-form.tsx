import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { Button } from '@/components/ui/button';
import { SelectField } from '@/components/ui/field';
import { TILL_KINDS, TILL_METHODS } from '@/db/schema';
import type { Till } from '@/lib/billing/get-till';
import type { EntryFilters } from '@/lib/billing/list-till-entries';
import { isFiltered } from './till-filters';

type Props = { filters: EntryFilters; till: Till; clearHref: string };

/** What narrows the entries, a form that works without scripts. Its address can be kept and shared. */
export async function EntryFilterForm({ filters, till, clearHref }: Props) {
  const t = await getTranslations('till');
  const { takers, open } = till;
  const { method, kind, by, shiftId } = filters;
  return (
    <search aria-label={t('filters')} className="px-4 pb-3">
      <details open={isFiltered(filters)}>
        <summary className="w-fit cursor-pointer py-1 text-note text-soft underline decoration-edge underline-offset-4">
          {t('filter')}
        </summary>
        <form
          key={JSON.stringify(filters)}
          className="mt-2 grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] items-end gap-3"
        >
          <SelectField label={t('method')} name="method" defaultValue={method ?? ''}>
            <option value="">{t('anyMethod')}</option>
            {TILL_METHODS.map((one) => (
              <option key={one} value={one}>
                {t(`method_${one}`)}
              </option>
            ))}
          </SelectField>
          <SelectField label={t('kindOf')} name="kind" defaultValue={kind ?? ''}>
            <option value="">{t('anyKind')}</option>
            {TILL_KINDS.map((one) => (
              <option key={one} value={one}>
                {t(`kind_${one}`)}
              </option>
            ))}
          </SelectField>
          {takers.length > 1 && (
            <SelectField label={t('by')} name="by" defaultValue={by ?? ''}>
              <option value="">{t('anybody')}</option>
              {takers.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name ?? t('somebody')}
                </option>
              ))}
            </SelectField>
          )}
          {open.length > 1 && (
            <SelectField label={t('till')} name="shift" defaultValue={shiftId ?? ''}>
              <option value="">{t('anyTill')}</option>
              {open.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </SelectField>
          )}
          <Button type="submit" look="secondary" size="dense">
            {t('filter')}
          </Button>
          {isFiltered(filters) && (
            <Link href={clearHref} className="inline-flex min-h-11 items-center underline underline-offset-4">
              {t('clear')}
            </Link>
          )}
        </form>
      </details>
    </search>
  );
}
