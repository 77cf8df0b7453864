import { getLocale, getTranslations } from 'next-intl/server';
import { type RefundProgress, refundWhy, refundWord } from '@/components/reservation/refund-words';
import { Callout } from '@/components/ui/callout';
import type { PaymentLink } from '@/lib/billing/find-payment-link';
import { formatMoney } from '@/lib/core/money';

type Progress = 'done' | 'under_way' | 'failed';
type Word = NonNullable<ReturnType<typeof refundWord>>;

/** How far the payments that bought nothing have come back, all in all. Null when there is none to tell of. */
export function progressBack(refunds: readonly RefundProgress[]): Progress | null {
  const all = refunds.flatMap((refund) => progressOf(refund) ?? []);
  return (['failed', 'under_way', 'done'] as const).find((progress) => all.includes(progress)) ?? null;
}

/** Each payment that bought nothing: how far it has come back, how much it is and why. */
export async function PaymentsBack({ refunds }: Pick<PaymentLink, 'refunds'>) {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  return refunds.map((refund) => {
    const word = refundWord(refund);
    const why = refundWhy(refund);
    const progress = progressOf(refund);
    if (word === null || why === null || progress === null) return null;
    const amount = formatMoney(refund.amountMinor, refund.currency, locale);
    return (
      <Callout key={refund.id} tone={TONES[progress]} title={t(`reservation.${word}`)}>
        <p>{t(`reservation.${why}`)}</p>
        <p>{t(`payLink.back_${SENTENCES[word] ?? 'other'}`, { amount })}</p>
      </Callout>
    );
  });
}

const TONES = { done: 'confirmed', under_way: 'held', failed: 'danger' } as const;

function progressOf(refund: RefundProgress): Progress | null {
  switch (refundWord(refund)) {
    case 'refundSucceeded':
    case 'refundByHand':
      return 'done';
    case 'refundRequested':
    case 'refundHeld':
      return 'under_way';
    case 'refundFailed':
    case 'refundDelayed':
      return 'failed';
    case null:
      return null;
  }
}

const SENTENCES: Partial<Record<Word, 'goes' | 'went'>> = {
  refundRequested: 'goes',
  refundSucceeded: 'went',
};
