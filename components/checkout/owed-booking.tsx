import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { ClubTime } from '@/components/shared/club-time';
import { Card } from '@/components/ui/card';
import type { PaymentLink } from '@/lib/billing/find-payment-link';

type Props = { link: PaymentLink; now: Date; heading: string; children: ReactNode };

/** The booking of a payment link: where and when, and below it what can be done. */
export async function OwedBooking({ link, now, heading, children }: Props) {
  const t = await getTranslations('payLink');
  const { club, courtName, startsAt, endsAt } = link;
  return (
    <div className="mx-auto grid max-w-xl gap-5">
      <h1 className="text-head">{heading}</h1>
      <Card className="grid gap-1 p-5">
        <p className="text-soft">{club.name}</p>
        <p className="font-strong text-title first-letter:uppercase">
          <ClubTime startsAt={startsAt.getTime()} endsAt={endsAt.getTime()} now={now.getTime()} club={club} />{' '}
          <span className="whitespace-nowrap">· {courtName}</span>
        </p>
      </Card>
      {children}
      {club.phone && (
        <p className="text-note text-soft">
          {t('askClub')}{' '}
          <a href={`tel:${club.phone}`} className="underline decoration-edge underline-offset-4">
            {club.phone}
          </a>
        </p>
      )}
    </div>
  );
}
