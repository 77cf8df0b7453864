import { ChevronDown } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { CheckField, TextField } from '@/components/ui/field';
import type { ClubDay } from '@/lib/availability/find-slots';
import { formatDate } from '@/lib/core/i18n/format';
import { courtField } from './wait-fields';

/** What became of the form, in the address that it leads to. */
export const WAITING = [
  'kept',
  'unauthenticated',
  'not_bookable',
  'conflict',
  'invalid_input',
  'failed',
] as const;

type Props = {
  day: ClubDay;
  askedTime: string | null;
  outcome: (typeof WAITING)[number] | null;
  /** Whether the day is full, so that waiting is all one can do. */
  isFull: boolean;
  /** Where they are written to. */
  email: string | null;
  wait: (form: FormData) => Promise<void>;
};

/** Asks to be told when a court of this club frees on that day, between two times, on some or all courts. */
export async function WaitAtClub({ day, askedTime, outcome, isFull, email, wait }: Props) {
  const [t, locale] = await Promise.all([getTranslations('alert'), getLocale()]);
  const { club, date, durationMinutes, courts } = day;
  const inTurn = club.waitingList === 'in_turn';
  return (
    <section id="wait" aria-label={t('clubAsk')} className="scroll-mt-20">
      {outcome === 'kept' && (
        <div role="status" className="mb-3">
          <Callout tone="confirmed" title={t(inTurn ? 'clubKeptInTurn' : 'clubKept')}>
            <p>
              {t('clubKeptText', { email: email ?? '' })}{' '}
              <Link href="/reservations" className="underline underline-offset-4">
                {t('clubSee')}
              </Link>
            </p>
          </Callout>
        </div>
      )}
      {outcome !== null && outcome !== 'kept' && (
        <div className="mb-3">
          <Callout tone="danger" urgent title={t(outcome === 'conflict' ? 'full' : 'clubNone')} />
        </div>
      )}
      <details
        open={isFull || (outcome !== null && outcome !== 'kept')}
        className="group rounded-card border border-line bg-card"
      >
        <summary className="flex min-h-12 cursor-pointer list-none items-center gap-2 rounded-card px-4 font-strong">
          <span className="flex-1">{t('clubAsk')}</span>
          <ChevronDown aria-hidden className="size-5 shrink-0 text-soft group-open:rotate-180" />
        </summary>
        <form action={wait} className="grid gap-4 px-4 pb-4">
          <p className="max-w-prose text-soft">
            {t(inTurn ? 'clubLeadInTurn' : 'clubLead', {
              day: formatDate(date, 'long', locale),
              minutes: durationMinutes,
            })}
          </p>
          <input type="hidden" name="clubId" value={club.id} />
          <input type="hidden" name="slug" value={club.slug} />
          <input type="hidden" name="date" value={date} />
          <input type="hidden" name="duration" value={durationMinutes} />
          <div className="grid max-w-sm grid-cols-2 gap-3">
            <TextField
              label={t('clubFrom')}
              type="time"
              name="from"
              required
              defaultValue={askedTime ?? '18:00'}
            />
            <TextField
              label={t('clubUntil')}
              type="time"
              name="until"
              required
              defaultValue={askedTime ?? '21:00'}
            />
          </div>
          {courts.length > 1 && (
            <fieldset>
              <legend className="font-strong text-note">{t('clubCourts')}</legend>
              <div className="grid grid-cols-[repeat(auto-fill,minmax(7.5rem,1fr))] gap-x-4">
                {courts.map(({ court }) => (
                  <CheckField key={court.id} name={courtField(court.id)} label={court.name} />
                ))}
              </div>
            </fieldset>
          )}
          <button type="submit" className={button({ look: 'secondary', className: 'sm:w-fit' })}>
            {t(inTurn ? 'join' : 'ask')}
          </button>
        </form>
      </details>
    </section>
  );
}
