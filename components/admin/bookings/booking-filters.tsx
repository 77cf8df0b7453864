import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { Button } from '@/components/ui/button';
import { SelectField, TextField } from '@/components/ui/field';
import { RESERVATION_CHANNELS, RESERVATION_KINDS, RESERVATION_STATUSES } from '@/db/schema';
import type { Court } from '@/lib/catalogue/catalogue';
import { type BookingsAddress, bookingsQuery } from './bookings-address';

type Props = { address: BookingsAddress; courts: readonly Court[]; clearHref: string };

/** Whether a filter of the folded part is set. */
const isNarrowed = ({ from, to, court, status, kind, channel }: BookingsAddress): boolean =>
  [from, to, court, status, kind, channel].some((value) => value !== undefined);

/** The filters of the list, a form that works without scripts. Its address can be kept and shared. */
export async function BookingFilters({ address, courts, clearHref }: Props) {
  const t = await getTranslations();
  const options = <Value extends string>(values: readonly Value[], words: (value: Value) => string) =>
    values.map((value) => (
      <option key={value} value={value}>
        {words(value)}
      </option>
    ));
  return (
    <search>
      <form key={bookingsQuery(address)} className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <div className="flex flex-wrap items-end gap-3">
          <div className="min-w-56 flex-1 max-sm:basis-full">
            <TextField
              label={t('bookings.words')}
              type="search"
              name="q"
              defaultValue={address.q}
              maxLength={100}
              autoComplete="off"
            />
          </div>
          <label className="flex min-h-12 items-center gap-2">
            <input
              type="checkbox"
              name="owed"
              value="true"
              defaultChecked={address.owed === 'true'}
              className="size-5 accent-ink"
            />
            {t('bookings.owed')}
          </label>
          <label className="flex min-h-12 items-center gap-2">
            <input
              type="checkbox"
              name="trouble"
              value="true"
              defaultChecked={address.trouble === 'true'}
              className="size-5 accent-ink"
            />
            {t('bookings.trouble')}
          </label>
          <Button type="submit" look="secondary" className="min-h-12">
            {t('bookings.filter')}
          </Button>
          {bookingsQuery(address) !== '' && (
            <Link href={clearHref} className="inline-flex min-h-12 items-center underline underline-offset-4">
              {t('bookings.clear')}
            </Link>
          )}
        </div>
        <details open={isNarrowed(address)}>
          <summary className="inline-flex min-h-11 items-center gap-1 text-soft underline underline-offset-4">
            {t('bookings.more')}
          </summary>
          <div className="mt-2 grid grid-cols-[repeat(auto-fill,minmax(10.5rem,1fr))] gap-3 lg:grid-cols-6">
            <TextField label={t('bookings.from')} type="date" name="from" defaultValue={address.from} />
            <TextField label={t('bookings.to')} type="date" name="to" defaultValue={address.to} />
            <SelectField label={t('board.court')} name="court" defaultValue={address.court ?? ''}>
              <option value="">{t('bookings.any')}</option>
              {courts.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </SelectField>
            <SelectField label={t('bookings.status')} name="status" defaultValue={address.status ?? ''}>
              <option value="">{t('bookings.any')}</option>
              {options(RESERVATION_STATUSES, (status) => t(`status.${status}`))}
            </SelectField>
            <SelectField label={t('bookings.kind')} name="kind" defaultValue={address.kind ?? ''}>
              <option value="">{t('bookings.any')}</option>
              {options(RESERVATION_KINDS, (kind) => t(`board.kind_${kind}`))}
            </SelectField>
            <SelectField label={t('bookings.channel')} name="channel" defaultValue={address.channel ?? ''}>
              <option value="">{t('bookings.any')}</option>
              {options(RESERVATION_CHANNELS, (channel) => t(`bookings.channel_${channel}`))}
            </SelectField>
          </div>
        </details>
      </form>
    </search>
  );
}
