import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { NearbyStarts } from '@/components/shared/nearby-starts';
import { slotValue } from '@/components/shared/slot-choice';
import { slotOf } from '@/components/shared/slot-value';
import { Callout } from '@/components/ui/callout';
import { SubmitButton } from '@/components/ui/submit-button';
import { offerOrNearest } from '@/lib/availability/offer-or-nearest';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';

type Props = {
  ctx: Context;
  reservation: ReservationDetails;
  club: Club;
  book: (form: FormData) => Promise<void>;
  summary: ReactNode;
};

/**
 * The time to pay is over. One button takes the court again while it is free; otherwise nearby starts are offered.
 */
export async function LapsedHold({ ctx, reservation, club, book, summary }: Props) {
  const t = await getTranslations('checkout');
  const slot = slotOf(reservation);
  const again = await offerOrNearest(ctx, club, {
    courtId: reservation.courtId,
    sport: reservation.court.sport,
    startsAt: reservation.startsAt.getTime(),
    durationMinutes: slot.durationMinutes,
  });
  return (
    <>
      <h1 className="mb-6 text-head">{t('lapsedTitle')}</h1>
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_26rem]">
        <Callout tone="held" urgent title={t('lapsed')}>
          <p>{t('lapsedText')}</p>
          {again.ok ? (
            <form action={book} className="mt-4">
              <SubmitButton name="slot" value={slotValue(slot)}>
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
