import { Bell, BellRing } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { ClubZone } from '@/components/shared/club-zone';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Turns } from '@/lib/availability/in-turn';
import type { WatchableStart } from '@/lib/alerts/watchable-start';
import { formatDate } from '@/lib/core/i18n/format';

type Props = {
  start: WatchableStart;
  /** The alert that is open for it. */
  alert: { id: string; email: string; ahead: number } | null;
  turns: Turns;
  /** The order of the search, to return to it after signing in. */
  sort: string | null;
  watch: FormAction<void>;
  unwatch: FormAction<void>;
};

const BUTTONS = {
  told: { begin: 'ask', end: 'stop' },
  inTurn: { begin: 'join', end: 'leave' },
} as const;

/**
 * Offers an alert for a time without a free court, and shows and ends one that is set. One form with one button does
 * both, so that the button keeps the focus.
 */
export async function SlotAlertOffer({ start, alert, turns, sort, watch, unwatch }: Props) {
  const [t, locale] = await Promise.all([getTranslations('alert'), getLocale()]);
  const words = await errorWords({ conflict: t('full') });
  const { city, date, time } = start;
  const when = { city, day: formatDate(date, 'long', locale), time };
  const Icon = alert ? BellRing : Bell;
  return (
    <div className="mt-6 flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-md bg-sunken px-4 py-3">
      <p role="status" className="flex min-w-0 flex-1 basis-72 items-start gap-3">
        <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-ink-soft" />
        <span>
          <span>
            {alert
              ? t(`on_${turns}`, { ...when, ...alert, place: alert.ahead + 1 })
              : t(`offer_${turns}`, when)}
          </span>{' '}
          <ClubZone club={start} at={start.startsAt.getTime()} />
        </span>
      </p>
      <ActionForm
        action={alert ? unwatch : watch}
        words={words}
        done={alert ? '' : t('stoppedThis')}
        className="grid gap-3 max-sm:w-full"
      >
        <div className="hidden">
          {alert ? (
            <input type="hidden" name="alertId" value={alert.id} />
          ) : (
            <WishFields start={start} sort={sort} />
          )}
        </div>
        <SubmitButton
          look="secondary"
          className="max-sm:w-full"
          aria-label={alert ? t(turns === 'none' ? 'stopNamed' : 'leaveNamed', when) : undefined}
        >
          {t(BUTTONS[turns === 'none' ? 'told' : 'inTurn'][alert ? 'end' : 'begin'])}
        </SubmitButton>
      </ActionForm>
    </div>
  );
}

const WishFields = ({ start, sort }: Pick<Props, 'start' | 'sort'>) => (
  <>
    <input type="hidden" name="city" value={start.city} />
    <input type="hidden" name="date" value={start.date} />
    <input type="hidden" name="time" value={start.time} />
    <input type="hidden" name="duration" value={start.durationMinutes} />
    {sort && <input type="hidden" name="sort" value={sort} />}
  </>
);
