import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { offerOrNearest } from '@/lib/availability/offer-or-nearest';
import type { Club } from '@/lib/clubs/catalogue';
import type { Context } from '@/lib/context';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';
import { localDateOf, localTime, MINUTE_MS } from '@/lib/time';
import { NearbyStarts } from './nearby-starts';
import { slotValue } from './slot-value';
import { Callout } from './ui/callout';
import { SubmitButton } from './ui/submit-button';

type Props = {
  ctx: Context;
  reservation: ReservationDetails;
  club: Club;
  book: (form: FormData) => Promise<void>;
  summary: ReactNode;
};

/** The time to pay ran out: one button takes the court again while it is free, else what is near. */
export async function LapsedHold({ ctx, reservation, club, book, summary }: Props) {
  const t = await getTranslations('checkout');
  const startsAt = reservation.startsAt.getTime();
  const durationMinutes = (reservation.endsAt.getTime() - startsAt) / MINUTE_MS;
  const again = await offerOrNearest(ctx, club, {
    courtId: reservation.courtId,
    sport: reservation.court.sport,
    startsAt,
    durationMinutes,
  });
  return (
    <>
      <h1 className="mb-6 text-head">{t('lapsedTitle')}</h1>
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_26rem]">
        <Callout tone="held" urgent title={t('lapsed')}>
          <p>{t('lapsedText')}</p>
          {again.ok ? (
            <form action={book} className="mt-4">
              <SubmitButton
                name="slot"
                value={slotValue({
                  courtId: reservation.courtId,
                  date: localDateOf(startsAt, club.timeZone),
                  startTime: localTime(startsAt, club.timeZone),
                  durationMinutes,
                })}
              >
                {t('retake')}
              </SubmitButton>
            </form>
          ) : (
            <>
              <p className="mt-2">{t('retakeGone')}</p>
              <NearbyStarts
                book={book}
                club={club}
                alternatives={again.alternatives}
                now={ctx.now.getTime()}
              />
            </>
          )}
        </Callout>
        {summary}
      </div>
    </>
  );
}
