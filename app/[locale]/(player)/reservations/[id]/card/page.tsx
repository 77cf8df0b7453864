import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { PaymentForm } from '@/components/checkout/payment-form';
import { paymentWords, stripeSource } from '@/components/checkout/payment-words';
import { errorWords } from '@/components/shared/error-words';
import { ClubTime } from '@/components/shared/club-time';
import { Link } from '@/components/shared/link';
import { button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { formatMoment } from '@/lib/core/i18n/format';
import { formatMoney } from '@/lib/core/money';
import { type CarryingCard, findCarryingCard, shownDigits } from '@/lib/payments/shares/change-card';
import { getReservation, type ReservationDetails } from '@/lib/reservations/reservation-details';
import { pageContext } from '@/lib/web/page-context';
import { orNotFound } from '../../../../or-not-found';
import { openCardChange } from './actions';

type Props = PageProps<'/[locale]/reservations/[id]/card'>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('restCard');
  return { title: t('title') };
}

/** Another card for what the others have not paid at the deadline. */
export default async function CardPage({ params }: Props) {
  const [{ id }, ctx, t] = await Promise.all([params, pageContext(), getTranslations('restCard')]);
  const here = `/reservations/${id}/card`;
  const reservation = await orNotFound(getReservation(ctx, id), here);
  const card = await orNotFound(findCarryingCard(ctx, id), here);
  const { club, startsAt, endsAt, court } = reservation;
  return (
    <div className="mx-auto grid max-w-xl grid-cols-[minmax(0,1fr)] gap-5">
      <div>
        <h1 className="text-head">{t('title')}</h1>
        <p className="mt-1 text-soft">
          <ClubTime
            startsAt={startsAt.getTime()}
            endsAt={endsAt.getTime()}
            now={ctx.now.getTime()}
            club={club}
          />{' '}
          · {court.name}
        </p>
      </div>
      {card === null ? (
        <Callout title={t('over')} />
      ) : (
        <NewCard reservation={reservation} card={card} lastDigits={await shownDigits(card)} />
      )}
      <p>
        <Link href={`/reservations/${id}`} className={button({ look: 'secondary' })}>
          {t('back')}
        </Link>
      </p>
    </div>
  );
}

type NewCardProps = { reservation: ReservationDetails; card: CarryingCard; lastDigits: string | null };

async function NewCard({ reservation: { id, club }, card, lastDigits }: NewCardProps) {
  const [t, locale, words] = await Promise.all([getTranslations('restCard'), getLocale(), errorWords()]);
  const { openMinor: amountMinor, currency, dueBy } = card;
  const sum = {
    amount: formatMoney(amountMinor, currency, locale),
    when: formatMoment(dueBy.getTime(), locale, club.timeZone),
  };
  const labels = await paymentWords({ amountMinor, currency }, t('promise'), {
    whole: t('whole'),
    pay: t('save'),
    paying: t('saving'),
    loading: t('loading'),
    secure: t('secure'),
    safe: t('safe'),
    awayTitle: t('formAwayTitle'),
    awayText: t('formAwayText'),
  });
  return (
    <Card className="grid gap-4 p-5">
      <p>
        <span>{t('carries', sum)}</span>{' '}
        {lastDigits !== null && <span>{t('now', { last4: lastDigits })}</span>}
      </p>
      <noscript>
        <Callout tone="held" title={t('noScript')} />
      </noscript>
      <PaymentForm
        source={stripeSource()}
        toPay={{
          kind: 'card',
          currency,
          who: <input type="hidden" name="reservationId" value={id} />,
          prepare: openCardChange,
          words,
        }}
        returnPath={`/${locale}/reservations/${id}/card/return`}
        locale={locale}
        labels={labels}
      />
    </Card>
  );
}
