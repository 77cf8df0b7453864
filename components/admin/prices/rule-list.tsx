import { clsx } from 'clsx';
import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import type { Club } from '@/lib/catalogue/catalogue';
import { coveringRule } from '@/lib/catalogue/covering-rule';
import { formatMoney } from '@/lib/core/money';
import { fieldsOfRow } from './rule-fields';
import { ruleWords } from './rule-words';

type Props = { club: Club; hrefOf?: (place: number) => string };

/** The price rules of a club from top to bottom. One that never decides says which rule covers it. */
export async function RuleList({ club, hrefOf }: Props) {
  const [t, locale, words] = await Promise.all([getTranslations('prices'), getLocale(), ruleWords(club)]);
  return (
    <section aria-labelledby="rules" className="rounded-card border border-line bg-card">
      <h2 id="rules" className="flex min-h-13 items-center border-line border-b px-4 font-strong">
        {t('rules')}
      </h2>
      {club.priceRules.length === 0 && <p className="px-4 py-3">{t('noRules')}</p>}
      <ol>
        {club.priceRules.map((rule, index) => {
          const cover = coveringRule(club.priceRules, index);
          const name = rule.name[locale];
          return (
            <li
              key={rule.id}
              className={clsx(
                'flex items-center gap-3 border-line border-b px-4 py-2 last:border-b-0',
                cover && 'text-soft',
              )}
            >
              <span className="figures w-6 shrink-0 text-soft">{index + 1}</span>
              <span className="min-w-0 flex-1">
                {hrefOf ? (
                  <Link href={hrefOf(index + 1)} className="font-strong hover:underline">
                    {name}
                  </Link>
                ) : (
                  <span className="font-strong">{name}</span>
                )}
                <span className="block text-note text-soft">
                  {cover
                    ? t('neverDecides', { rule: `${cover.position} · ${cover.name[locale]}` })
                    : words(fieldsOfRow(rule, club.currency, locale))}
                </span>
              </span>
              <span className="figures shrink-0 font-strong">
                {formatMoney(rule.pricePerHourMinor, club.currency, locale)}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
