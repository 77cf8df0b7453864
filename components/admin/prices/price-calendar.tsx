import { clsx } from 'clsx';
import { getLocale, getTranslations } from 'next-intl/server';
import { formatWallMinute } from '@/components/shared/format-wall-minute';
import { Link } from '@/components/shared/link';
import type { Club } from '@/lib/catalogue/catalogue';
import type { PriceBlock, PriceWeek } from '@/lib/clubs/set-up/price-week';
import { formatDate } from '@/lib/core/i18n/format';
import { formatMoney } from '@/lib/core/money';

type Props = {
  club: Pick<Club, 'currency'>;
  week: PriceWeek;
  /** The start whose price is explained, in minutes after the midnight of its date. */
  chosen: { date: string; minute: number } | null;
  hrefOf: (date: string, minute: number) => string;
};

/** Steps of ink from the cheapest price to the dearest. */
const STEPS = ['bg-card', 'bg-sunken', 'bg-line', 'bg-edge/60', 'bg-edge'] as const;

/** A week of prices, of which each block leads to the rule that decides it. */
export async function PriceCalendar({ club, week, chosen, hrefOf }: Props) {
  const [t, locale] = await Promise.all([getTranslations('prices'), getLocale()]);
  const { days, fromMinute, untilMinute, rowMinutes } = week;
  const rows = Array.from(
    { length: (untilMinute - fromMinute) / rowMinutes },
    (_, row) => fromMinute + row * rowMinutes,
  );
  const stepOf = stepsOf(days.flatMap(({ blocks }) => blocks));
  const height = rowMinutes >= 30 ? 'h-6' : rowMinutes >= 15 ? 'h-3' : 'h-1';
  const priceOf = ({ priceMinor }: Open) =>
    priceMinor === null ? t('notSold') : formatMoney(priceMinor, club.currency, locale);
  const isChosen = ({ date, fromMinute: from, untilMinute: until }: PriceBlock) =>
    chosen?.date === date && chosen.minute >= from && chosen.minute < until;
  return (
    <section aria-label={t('calendar')} className="overflow-x-auto rounded-card border border-line bg-card">
      <table className="figures w-full min-w-xl table-fixed border-separate border-spacing-0.5 text-left text-note">
        <thead>
          <tr>
            <th scope="col" className="w-14">
              <span className="sr-only">{t('time')}</span>
            </th>
            {days.map(({ date }) => (
              <th key={date} scope="col" className="h-9 px-1.5 font-normal">
                {formatDate(date, 'weekday', locale)}{' '}
                <span className="font-strong">{formatDate(date, 'dayOfMonth', locale)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((minute) => (
            <tr key={minute} className={height}>
              <th scope="row" className="pr-1.5 text-right align-top font-normal text-caption text-soft">
                {minute % 60 === 0 ? (
                  formatWallMinute(minute)
                ) : (
                  <span className="sr-only">{formatWallMinute(minute)}</span>
                )}
              </th>
              {days.map(({ date, blocks }) => {
                const block = blocks.find((one) => one.fromMinute === minute);
                if (!block) return null;
                return (
                  <td
                    key={date}
                    rowSpan={(block.untilMinute - block.fromMinute) / rowMinutes}
                    className="h-px p-0 align-top"
                  >
                    {block.kind === 'open' && (
                      <PriceLink
                        block={block}
                        price={priceOf(block)}
                        step={
                          block.priceMinor === null ? 'unsold' : (stepOf.get(block.priceMinor) ?? STEPS[0])
                        }
                        href={hrefOf(date, block.fromMinute)}
                        isChosen={isChosen(block)}
                      />
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type Open = Extract<PriceBlock, { kind: 'open' }>;

type LinkProps = { block: Open; price: string; step: string; href: string; isChosen: boolean };

const PriceLink = ({ block: { fromMinute, untilMinute }, price, step, href, isChosen }: LinkProps) => (
  <Link
    href={href}
    scroll={false}
    aria-current={isChosen ? 'true' : undefined}
    className={clsx(
      'flex h-full min-h-6 flex-col overflow-hidden rounded-sm border border-line px-1.5 py-0.5 hover:underline',
      step,
      isChosen && 'outline-2 outline-court',
    )}
  >
    <span className="font-strong">{price}</span>
    <span className="truncate text-caption">
      {formatWallMinute(fromMinute)}–{formatWallMinute(untilMinute)}
    </span>
  </Link>
);

/** The look of each price. */
function stepsOf(blocks: readonly PriceBlock[]): ReadonlyMap<number, string> {
  const all = blocks.flatMap((block) => (block.kind === 'open' ? (block.priceMinor ?? []) : []));
  const prices = [...new Set(all)].toSorted((a, b) => a - b);
  const most = Math.max(1, prices.length - 1);
  return new Map(
    prices.map((price, index) => [price, STEPS[Math.round((index / most) * (STEPS.length - 1))] ?? STEPS[0]]),
  );
}
