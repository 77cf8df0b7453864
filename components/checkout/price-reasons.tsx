import { ChevronDown } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ExtraLine, PriceLine } from '@/db/schema';
import { formatMoney } from '@/lib/core/money';

type Props = {
  lines: readonly PriceLine[];
  extras: readonly ExtraLine[];
  totalMinor: number;
  currency: string;
};

/** The rules that made the price: each part of the booking with its rule, then the extras. */
export async function PriceReasons({ lines, extras, totalMinor, currency }: Props) {
  const [t, locale] = await Promise.all([getTranslations('checkout'), getLocale()]);
  const money = (minor: number) => formatMoney(minor, currency, locale);
  return (
    <details className="group">
      <summary className="flex items-center justify-between gap-4 rounded-md font-strong">
        <span className="flex items-center gap-1">
          {t('why')}
          <ChevronDown aria-hidden className="size-4 transition-transform group-open:rotate-180" />
        </span>
        <span className="figures text-lead">{money(totalMinor)}</span>
      </summary>
      <dl className="figures grid gap-2 pt-1">
        {lines.map((line) => (
          <div key={`${line.ruleId} ${line.minutes}`} className="flex justify-between gap-4">
            <dt>
              {line.rule[locale]}
              <span className="block text-ink-soft text-note">
                {t('whyLine', { minutes: line.minutes, price: money(line.pricePerHourMinor) })}
              </span>
            </dt>
            <dd>{money(line.amountMinor)}</dd>
          </div>
        ))}
        {extras.map((extra) => (
          <div key={extra.code} className="flex justify-between gap-4">
            <dt>
              {extra.name[locale]} × {extra.quantity}
            </dt>
            <dd>{money(extra.amountMinor)}</dd>
          </div>
        ))}
        <div className="flex justify-between gap-4 border-line border-t pt-2 font-strong">
          <dt>{t('total')}</dt>
          <dd>{money(totalMinor)}</dd>
        </div>
      </dl>
    </details>
  );
}
