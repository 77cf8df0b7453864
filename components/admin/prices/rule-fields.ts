import { z } from 'zod';
import type { PriceRuleRow } from '@/lib/catalogue/catalogue';
import { priceRuleJson } from '@/lib/clubs/set-up/price-rules-list';
import type { priceRulesSchema } from '@/lib/clubs/set-up/set-price-rules';
import type { Locale } from '@/lib/core/context';
import { typedDecimal } from '@/lib/core/money';

/** A price rule as it is typed. */
export type RuleFields = {
  name_es: string;
  name_en: string;
  price_per_hour: string;
  from: string;
  until: string;
  season_from: string;
  season_until: string;
  /** Empty for any day. */
  holidays: '' | 'only' | 'never';
  category: string;
  prime: boolean;
  weekdays: string[];
  courts: string[];
  durations: string[];
};

/** A rule that nobody has typed yet. */
export const NO_RULE: RuleFields = {
  name_es: '',
  name_en: '',
  price_per_hour: '',
  from: '',
  until: '',
  season_from: '',
  season_until: '',
  holidays: '',
  category: '',
  prime: false,
  weekdays: [],
  courts: [],
  durations: [],
};

type RuleJson = ReturnType<typeof priceRuleJson>;

/** A saved rule as its form shows it in a language. */
export const fieldsOf = (rule: RuleJson, locale: Locale): RuleFields => ({
  name_es: rule.name.es,
  name_en: rule.name.en,
  price_per_hour: typedDecimal(rule.price_per_hour, locale),
  from: rule.from ?? '',
  until: rule.until ?? '',
  season_from: rule.season_from ?? '',
  season_until: rule.season_until ?? '',
  holidays: rule.holidays === null ? '' : rule.holidays ? 'only' : 'never',
  category: rule.category ?? '',
  prime: rule.prime,
  weekdays: (rule.weekdays ?? []).map(String),
  courts: (rule.court_ids ?? []).map(String),
  durations: (rule.durations ?? []).map(String),
});

export const fieldsOfRow = (rule: PriceRuleRow, currency: string, locale: Locale): RuleFields =>
  fieldsOf(priceRuleJson(rule, currency), locale);

const numbers = (chosen: readonly string[]) => (chosen.length === 0 ? null : chosen.map(Number));
const orNull = (text: string) => (text === '' ? null : text);

/** A typed rule as the API takes it. A name in one language alone stands for both. */
const bodyOf = (fields: RuleFields) => ({
  name: { es: fields.name_es || fields.name_en, en: fields.name_en || fields.name_es },
  price_per_hour: fields.price_per_hour.trim().replace(/^(\d+),(\d{1,3})$/, '$1.$2'),
  from: orNull(fields.from),
  until: orNull(fields.until),
  season_from: orNull(fields.season_from),
  season_until: orNull(fields.season_until),
  holidays: fields.holidays === '' ? null : fields.holidays === 'only',
  category: orNull(fields.category),
  prime: fields.prime,
  weekdays: numbers(fields.weekdays),
  court_ids: numbers(fields.courts),
  durations: numbers(fields.durations),
});

type Values = Readonly<Record<string, string>>;

/**
 * The rules of a form in the order of their places, without those that are to go and the empty one. Each has fields
 * named `rules.<index>.<field>`, and one box for each choice of a list, such as `rules.0.weekdays.3`.
 */
export function readRules(values: Values): RuleFields[] {
  const indexes = Object.keys(values).flatMap((name) => /^rules\.(\d{1,3})\.place$/.exec(name)?.[1] ?? []);
  return indexes
    .map((index) => ({
      place: Number(values[`rules.${index}.place`]),
      isGone: values[`rules.${index}.gone`] === 'on',
      fields: readRule(values, `rules.${index}.`),
    }))
    .filter(({ isGone, fields }) => !isGone && !isEmpty(fields))
    .toSorted((a, b) => a.place - b.place)
    .map(({ fields }) => fields);
}

function readRule(values: Values, prefix: string): RuleFields {
  const text = (name: string) => values[`${prefix}${name}`] ?? '';
  const chosen = (name: string) =>
    Object.keys(values).flatMap((key) =>
      key.startsWith(`${prefix}${name}.`) ? key.slice(prefix.length + name.length + 1) : [],
    );
  const holidays = text('holidays');
  return {
    name_es: text('name_es'),
    name_en: text('name_en'),
    price_per_hour: text('price_per_hour'),
    from: text('from'),
    until: text('until'),
    season_from: text('season_from'),
    season_until: text('season_until'),
    holidays: holidays === 'only' || holidays === 'never' ? holidays : '',
    category: text('category'),
    prime: text('prime') === 'on',
    weekdays: chosen('weekdays'),
    courts: chosen('courts'),
    durations: chosen('durations'),
  };
}

const isEmpty = ({ name_es, name_en, price_per_hour }: RuleFields) =>
  [name_es, name_en, price_per_hour].every((text) => text.trim() === '');

type RulesForm = { club: string; preview: boolean; list: z.input<typeof priceRulesSchema> };

/** The form of a price list as `setPriceRules` takes it, with the club and whether it is only looked at. */
export const rulesForm = z.record(z.string(), z.string()).transform(
  (values): RulesForm => ({
    club: values.club ?? '',
    preview: values.intent !== 'save',
    list: {
      revision: Number(values.revision),
      rules: readRules(values).map(bodyOf),
      ...(values.acknowledge_unsold && { acknowledge_unsold: values.acknowledge_unsold }),
    },
  }),
);
