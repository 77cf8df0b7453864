import { getLocale, getTranslations } from 'next-intl/server';
import { formatWallMinute } from '@/components/shared/format-wall-minute';
import { Link } from '@/components/shared/link';
import { button } from '@/components/ui/button';
import type { Club, PriceRuleRow } from '@/lib/catalogue/catalogue';
import { priceSlot } from '@/lib/catalogue/price';
import { pricedAt } from '@/lib/clubs/set-up/list-prices';
import { formatDate } from '@/lib/core/i18n/format';
import { formatMoney } from '@/lib/core/money';
import { firstInstantOf, MINUTE_MS } from '@/lib/core/time';
import type { PricesSearch } from './prices-search';

type Props = {
  club: Club;
  asked: PricesSearch & { courtId: number; minute: number };
  editHref: (place: number) => string;
  freshHref: string;
  mayChange: boolean;
};

/** What one start costs, which rule decided it and which ones it beat. */
export async function WhyPrice({ club, asked, editHref, freshHref, mayChange }: Props) {
  const [t, locale] = await Promise.all([getTranslations('prices'), getLocale()]);
  const { courtId, category, minutes, date, minute } = asked;
  const startsAt = firstInstantOf(date, minute, club.timeZone);
  const { priceMinor, rules } = pricedAt(club, { courtId, category, minutes, startsAt });
  const [winner, ...beaten] = rules;
  const money = (minor: number) => formatMoney(minor, club.currency, locale);
  const named = (rule: PriceRuleRow) => `${rule.position} · ${rule.name[locale]}`;
  const parts =
    priceSlot(club.priceRules, {
      courtId,
      category,
      startsAt,
      endsAt: startsAt + minutes * MINUTE_MS,
      timeZone: club.timeZone,
      currency: club.currency,
      holidays: club.holidays,
    })?.lines ?? [];
  return (
    <section
      aria-labelledby="why"
      className="grid gap-3 rounded-card border border-line bg-card p-4 shadow-lift"
    >
      <div className="flex items-baseline justify-between gap-4">
        <h2 id="why" tabIndex={-1} className="font-strong">
          {t('whyTitle', {
            day: formatDate(date, 'long', locale),
            time: formatWallMinute(minute),
            minutes,
            court: club.courts.find(({ id }) => id === courtId)?.name ?? '',
          })}
        </h2>
        <p className="figures shrink-0 font-strong text-title">
          {priceMinor === null ? t('notSold') : money(priceMinor)}
        </p>
      </div>
      <p>{winner ? t('decides', { rule: named(winner) }) : t('noneDecides')}</p>
      {winner && priceMinor === null && <p>{t('endsUnsold')}</p>}
      {parts.length > 1 && (
        <ul className="figures grid gap-1 text-note text-soft">
          {parts.map((line) => (
            <li key={line.ruleId} className="flex justify-between gap-4">
              <span>{t('part', { minutes: line.minutes, rule: line.rule[locale] })}</span>
              <span>{money(Math.round(line.amountMinor))}</span>
            </li>
          ))}
        </ul>
      )}
      {beaten.length > 0 && (
        <p className="text-note text-soft">
          {t('beats', {
            rules: beaten.map((rule) => `${named(rule)} (${money(rule.pricePerHourMinor)}/h)`).join(', '),
          })}
        </p>
      )}
      {mayChange && (
        <div className="flex flex-wrap gap-2">
          {winner && (
            <Link href={editHref(winner.position)} className={button({ size: 'dense' })}>
              {t('editRule')}
            </Link>
          )}
          <Link href={freshHref} className={button({ look: 'secondary', size: 'dense' })}>
            {t('ruleHere')}
          </Link>
        </div>
      )}
    </section>
  );
}
