import { getLocale, getTranslations } from 'next-intl/server';
import { BarSelect, BarCell, barControl } from '@/components/ui/bar-field';
import { button } from '@/components/ui/button';
import { NOTICE_CHANNELS, NOTICE_STATUSES } from '@/db/schema';
import { inLocale } from '@/lib/core/i18n/navigation';
import type { MessagesQuery } from './messages-query';

/** The kinds that are about a club's bookings. */
const KINDS = [
  'reservation_confirmation',
  'reservation_moved',
  'reservation_cancelled',
  'club_closed',
  'reservation_reminder',
  'series_booked',
  'series_moved',
  'series_cancelled',
  'series_closed',
  'player_invited',
  'player_removed',
  'player_left',
  'payment_due',
  'shares_charged',
  'shares_refused',
  'waitlist_offer',
  'club_message',
  'payment_refunded',
  'refund_failed',
  'payment_too_late',
  'payment_mismatch',
  'payment_duplicate',
] as const;

/** Kind, way, state, day and person, as a form that works by itself. */
export async function MessageFilters({ path, wanted }: { path: string; wanted: MessagesQuery }) {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  return (
    <form
      action={inLocale(path, locale)}
      aria-label={t('messagesPage.filters')}
      className="grid items-center rounded-card border border-line bg-card divide-line lg:grid-cols-[1fr_1fr_1fr_1fr_1fr_auto] lg:divide-x max-lg:divide-y"
    >
      <input type="hidden" name="tab" value={wanted.tab} />
      <BarSelect label={t('messagesPage.kind')} name="kind" defaultValue={wanted.kind ?? ''}>
        <option value="">{t('messagesPage.anyKind')}</option>
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`notice.kind.${kind}`)}
          </option>
        ))}
      </BarSelect>
      <BarSelect label={t('messagesPage.channel')} name="channel" defaultValue={wanted.channel ?? ''}>
        <option value="">{t('messagesPage.anyChannel')}</option>
        {NOTICE_CHANNELS.map((channel) => (
          <option key={channel} value={channel}>
            {t(`notice.channel.${channel}`)}
          </option>
        ))}
      </BarSelect>
      <BarSelect label={t('messagesPage.state')} name="state" defaultValue={wanted.state ?? ''}>
        <option value="">{t('messagesPage.anyState')}</option>
        {NOTICE_STATUSES.map((status) => (
          <option key={status} value={status}>
            {t(`messagesPage.state_${status}`)}
          </option>
        ))}
      </BarSelect>
      <BarCell>
        <label htmlFor="message-day" className="block text-caption text-faint">
          {t('messagesPage.day')}
        </label>
        <input id="message-day" name="day" type="date" defaultValue={wanted.day} className={barControl} />
      </BarCell>
      <BarCell>
        <label htmlFor="message-person" className="block text-caption text-faint">
          {t('messagesPage.search')}
        </label>
        <input
          id="message-person"
          name="q"
          type="search"
          maxLength={100}
          defaultValue={wanted.q}
          className={barControl}
        />
      </BarCell>
      <div className="p-2">
        <button type="submit" className={button({ look: 'secondary', size: 'dense', className: 'w-full' })}>
          {t('messagesPage.apply')}
        </button>
      </div>
    </form>
  );
}
