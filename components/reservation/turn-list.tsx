import { getLocale, getTranslations } from 'next-intl/server';
import { ClubZone } from '@/components/shared/club-zone';
import { errorWords } from '@/components/shared/error-words';
import { Link } from '@/components/shared/link';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { button } from '@/components/ui/button';
import { SubmitButton } from '@/components/ui/submit-button';
import type { HeldOffer } from '@/lib/alerts/list-offers';
import { formatDate, formatSpan } from '@/lib/core/i18n/format';
import { localDateOf, localTime } from '@/lib/core/time';

type Props = { offers: readonly HeldOffer[]; letGo: FormAction<void> };

/** The courts that are held for the person because it is their turn, each with a way to take it and to let it go. */
export async function TurnList({ offers, letGo }: Props) {
  const [t, locale, words] = await Promise.all([getTranslations('turn'), getLocale(), errorWords()]);
  return (
    <ul className="grid gap-3">
      {offers.map(({ reservationId, startsAt, endsAt, heldUntil, club, courtName }) => {
        const ms = startsAt.getTime();
        const day = formatDate(localDateOf(ms, club.timeZone), 'long', locale);
        const hours = formatSpan(ms, endsAt.getTime(), locale, club.timeZone);
        const what = { club: club.name, day };
        return (
          <li
            key={reservationId}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-card border border-held bg-held-tint p-4"
          >
            <div className="min-w-0 flex-1 basis-72">
              <p className="font-strong text-held-text">
                {t('until', { time: localTime(heldUntil.getTime(), club.timeZone) })}{' '}
                <ClubZone club={club} at={heldUntil.getTime()} />
              </p>
              <p className="figures text-ink">
                <span className="inline-block first-letter:uppercase">{day}</span>,{' '}
                <span className="whitespace-nowrap">{hours}</span> · {club.name} · {courtName}
              </p>
            </div>
            <div className="flex flex-wrap gap-3 max-sm:w-full max-sm:flex-col">
              <Link
                href={`/checkout/${reservationId}`}
                className={button()}
                aria-label={t('takeNamed', what)}
              >
                {t('take')}
              </Link>
              <ActionForm action={letGo} words={words} className="grid">
                <input type="hidden" name="reservationId" value={reservationId} />
                <SubmitButton look="secondary" aria-label={t('letGoNamed', what)}>
                  {t('letGo')}
                </SubmitButton>
              </ActionForm>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
