import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import type { Club } from '@/lib/catalogue/catalogue';
import { priceRuleJson, type Rule } from '@/lib/clubs/set-up/price-rules-list';
import type { Locale } from '@/lib/core/context';
import { fieldsOf, NO_RULE, type RuleFields } from './rule-fields';
import type { NamedByRules } from './rule-row';
import { ruleWords, weekdayName } from './rule-words';

type Editing = {
  draft: { rules: readonly RuleFields[]; summaries: readonly string[] };
  fresh: RuleFields | null;
  choices: NamedByRules;
};

/** What the form of a club's rules begins with: the present list or an older one, and what a rule may name. */
export async function rulesEditorProps(
  club: Club,
  older: readonly Rule[] | null,
  fresh: string,
  locale: Locale,
): Promise<Editing> {
  const [t, words] = await Promise.all([getTranslations('common'), ruleWords(club)]);
  const listed = older ?? club.priceRules.map((rule) => priceRuleJson(rule, club.currency));
  const rules = listed.map((rule) => fieldsOf(rule, locale));
  return {
    draft: { rules, summaries: rules.map(words) },
    fresh: freshRule(fresh),
    choices: {
      weekdays: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: weekdayName(day, locale) })),
      courts: club.courts.map(({ id, name }) => ({ value: String(id), label: name })),
      durations: club.durationsMinutes.map((minutes) => ({
        value: String(minutes),
        label: t('minutes', { minutes }),
      })),
      categories: club.categories.map(({ code, name }) => ({ value: code, label: name[locale] })),
    },
  };
}

/** `4,18:30,19:30` is a rule for Thursdays at that time. */
function freshRule(fresh: string): RuleFields | null {
  const [, weekday, from, until] = /^([1-7]),(\d{2}:\d{2}),(\d{2}:\d{2})$/.exec(fresh) ?? [];
  return weekday && from && until ? { ...NO_RULE, weekdays: [weekday], from, until } : null;
}

const WORDS = [
  'newRule',
  'newRuleHint',
  'nameEs',
  'nameEn',
  'price',
  'place',
  'placeHint',
  'weekdays',
  'noneIsAll',
  'from',
  'until',
  'untilHint',
  'courts',
  'durations',
  'category',
  'everybody',
  'holidays',
  'holidaysAny',
  'holidaysOnly',
  'holidaysNever',
  'seasonFrom',
  'seasonUntil',
  'prime',
  'primeHint',
  'up',
  'down',
  'gone',
  'unfit',
  'unfitName',
  'unfitPrice',
  'unfitTime',
  'unfitDate',
  'review',
  'save',
  'effect',
  'effectNone',
  'acknowledge',
  'soldStays',
] as const;

/** The words of the form. */
export async function editorWords(): Promise<Record<string, string>> {
  const t = await getTranslations('priceForm');
  const own = Object.fromEntries(WORDS.map((word) => [word, t(word)]));
  return errorWords({ ...own, conflict: t('conflict') });
}
