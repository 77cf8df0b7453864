import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { Callout } from '@/components/ui/callout';
import { SubmitButton } from '@/components/ui/submit-button';
import { type ClosedClub as Club, restorableUntil } from '@/lib/clubs/leaving/closed-clubs';
import { formatInstant } from '@/lib/core/i18n/format';
import type { BoardItem } from '@/lib/desk/board-item';

type Props = {
  club: Club;
  now: Date;
  /** The bookings ahead that do not come back. */
  lost: { count: number; first: readonly BoardItem[] };
  asked: string;
  back: string;
  restore: FormAction<unknown>;
};

/** A club that is closed: until when it can come back, and what of it does not. */
export async function ClosedClub({ club, now, lost, asked, back, restore }: Props) {
  const [t, locale] = await Promise.all([getTranslations('leaving'), getLocale()]);
  const until = restorableUntil(club);
  const stamp = (at: Date) => formatInstant(at.getTime(), 'stamp', locale, club.timeZone);
  return (
    <>
      <div>
        <h1 className="text-title">{t('closed', { club: club.name })}</h1>
        <p className="mt-1 text-soft">{t('closedSince', { when: stamp(club.deletedAt) })}</p>
        <Link href="/account" className="mt-2 inline-block underline underline-offset-4">
          {t('toAccount')}
        </Link>
      </div>
      {until <= now ? (
        <Callout title={t('closedLate', { when: stamp(until) })} />
      ) : (
        <section aria-labelledby="restore" className="grid gap-4">
          <div>
            <h2 id="restore" className="text-title">
              {t('restore')}
            </h2>
            <p className="mt-1 text-soft">{t('restoreLead', { when: stamp(until) })}</p>
          </div>
          {lost.count > 0 && (
            <details className="rounded-md border border-line">
              <summary className="flex min-h-11 items-center px-4 font-strong hover:bg-sunken">
                {t('lost', { count: lost.count })}
              </summary>
              <ul className="divide-y divide-line border-line border-t">
                {lost.first.map(({ id, startsAt, courtId, customerName, title }) => (
                  <li key={id} className="flex flex-wrap justify-between gap-x-4 px-4 py-2">
                    <span>{stamp(new Date(startsAt))}</span>
                    <span className="min-w-0 break-words">{customerName ?? title ?? courtId}</span>
                  </li>
                ))}
              </ul>
            </details>
          )}
          <ActionForm action={restore} words={await errorWords({ conflict: t('restoreConflict') }, back)}>
            <input type="hidden" name="club" value={asked} />
            <SubmitButton>{t('restoreDo', { club: club.name })}</SubmitButton>
          </ActionForm>
        </section>
      )}
    </>
  );
}
