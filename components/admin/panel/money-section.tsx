import { clsx } from 'clsx';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ComponentProps } from 'react';
import { PriceReasons } from '@/components/checkout/price-reasons';
import { formatInstant } from '@/lib/core/i18n/format';
import { formatMoney } from '@/lib/core/money';
import type { ClubBooking } from '@/lib/desk/bookings/get-booking';
import { type DueActions, DueForms, LINK_WAYS } from './due-forms';
import { type MoneyLine, moneyLines } from './money-lines';

type Props = {
  booking: ClubBooking;
  may: ComponentProps<typeof DueForms>['may'];
  actions: DueActions;
};

/** What a booking costs and why, what moved for it, and what is still open with the ways to settle it. */
export async function MoneySection({ booking, may, actions }: Props) {
  const [t, locale] = await Promise.all([getTranslations('panel'), getLocale()]);
  const { priceMinor, listPriceMinor, priceReason, currency, owedMinor, club } = booking;
  const money = (minor: number) => formatMoney(minor, currency, locale);
  const isAgreed = listPriceMinor !== null && listPriceMinor !== priceMinor;
  return (
    <div className="grid gap-3">
      {booking.priceBreakdown.length > 0 ? (
        <PriceReasons
          lines={booking.priceBreakdown}
          extras={booking.extras}
          totalMinor={priceMinor}
          currency={currency}
        />
      ) : (
        <dl className="figures">
          <Line name={t('price')} amount={money(priceMinor)} />
        </dl>
      )}
      {isAgreed && (
        <p className="text-note text-soft">
          {booking.replaces === null
            ? t('agreed', { price: money(listPriceMinor), reason: priceReason ?? '' })
            : t('movesTo', { price: money(listPriceMinor) })}
        </p>
      )}
      <dl className="figures grid gap-1.5">
        {moneyLines(booking).map((line) => (
          <Line
            key={line.key}
            name={`${wordsOf(line, t)}, ${formatInstant(line.at, 'stamp', locale, club.timeZone)}`}
            amount={money(-line.amountMinor)}
          />
        ))}
      </dl>
      <dl className="figures border-line border-t pt-2">
        <Line name={t(owedMinor < 0 ? 'clubOwes' : 'left')} amount={money(Math.abs(owedMinor))} isStrong />
      </dl>
      <DueForms open={booking.dues.filter(isOpen)} reach={reachOf(booking.who)} may={may} actions={actions} />
    </div>
  );
}

const reachOf = (who: ClubBooking['who']) =>
  LINK_WAYS.filter((way) => Boolean(way === 'email' ? who?.email : who?.phone));

const isOpen = ({ settledAt, waivedAt }: ClubBooking['dues'][number]) =>
  settledAt === null && waivedAt === null;

type Words = Awaited<ReturnType<typeof getTranslations<'panel'>>>;

function wordsOf(line: MoneyLine, t: Words): string {
  switch (line.kind) {
    case 'card':
      return t('byCard');
    case 'refund':
      return t(line.status === 'succeeded' || line.status === 'covered' ? 'refunded' : 'refundUnderWay');
    case 'till': {
      const method = t(`method_${line.method}`);
      const words = line.isReversal ? t('reversed', { method }) : method;
      return line.reference ? `${words} (${line.reference})` : words;
    }
    case 'waived':
      return t('waived', { reason: line.reason });
  }
}

function Line({ name, amount, isStrong }: { name: string; amount: string; isStrong?: boolean }) {
  return (
    <div className={clsx('flex justify-between gap-4', isStrong && 'font-strong')}>
      <dt className="min-w-0 break-words">{name}</dt>
      <dd className="whitespace-nowrap">{amount}</dd>
    </div>
  );
}
