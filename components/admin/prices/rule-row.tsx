import type { ListRow } from '@/components/admin/lists/list-rows';
import { MoveButtons } from '@/components/admin/lists/move-buttons';
import { NameFields } from '@/components/admin/lists/name-fields';
import { CheckField, SelectField, TextField } from '@/components/ui/field';
import { type Choice, RuleChoices } from './rule-choices';
import type { RuleFields } from './rule-fields';

/** What a rule may name. */
export type NamedByRules = {
  weekdays: readonly Choice[];
  courts: readonly Choice[];
  durations: readonly Choice[];
  categories: readonly Choice[];
};

type Props = {
  row: ListRow<RuleFields>;
  /** What the row says of itself while it is folded. */
  summary: string;
  open: boolean;
  choices: NamedByRules;
  words: Readonly<Record<string, string>>;
};

/** One price rule of the form. It works without scripts, where its place is typed. */
export function RuleRow({ row, summary, open, choices, words }: Props) {
  const { fields: rule, isNew, at, isWrong } = row;
  const place = row.index + 1;
  const wrong = (field: string, said = 'unfit') => (isWrong(field) ? words[said] : undefined);
  return (
    <details
      open={open || isWrong() || undefined}
      data-row={isNew ? undefined : ''}
      id={`rule-${isNew ? 'new' : place}`}
      className="group border-line border-b last:border-b-0"
    >
      <summary className="flex min-h-13 cursor-pointer items-center gap-3 px-4 py-2">
        <span className="figures w-6 shrink-0 text-soft">{isNew ? '+' : place}</span>
        <span className="min-w-0 flex-1">
          <span className="block truncate font-strong">{rule.name_es || rule.name_en || words.newRule}</span>
          <span className="block text-note text-soft">{summary}</span>
        </span>
        <span className="figures shrink-0 font-strong">{rule.price_per_hour}</span>
      </summary>
      <div className="grid gap-4 px-4 pt-2 pb-5 sm:grid-cols-2 lg:grid-cols-4">
        <NameFields row={row} words={words} />
        <TextField
          label={words.price}
          name={at('price_per_hour')}
          defaultValue={rule.price_per_hour}
          inputMode="decimal"
          error={wrong('price_per_hour', 'unfitPrice')}
        />
        <TextField
          label={words.place}
          hint={words.placeHint}
          name={at('place')}
          type="number"
          min={0}
          max={1000}
          step="any"
          defaultValue={place}
        />
        <RuleChoices
          legend={words.weekdays}
          hint={words.noneIsAll}
          name={at('weekdays')}
          chosen={rule.weekdays}
          of={choices.weekdays}
        />
        <TextField
          label={words.from}
          name={at('from')}
          type="time"
          step={300}
          defaultValue={rule.from}
          error={wrong('from', 'unfitTime')}
        />
        <TextField
          label={words.until}
          hint={words.untilHint}
          name={at('until')}
          type="time"
          step={300}
          defaultValue={rule.until}
          error={wrong('until', 'unfitTime')}
        />
        <RuleChoices
          legend={words.courts}
          hint={words.noneIsAll}
          name={at('courts')}
          chosen={rule.courts}
          of={choices.courts}
          error={wrong('court_ids')}
        />
        <RuleChoices
          legend={words.durations}
          hint={words.noneIsAll}
          name={at('durations')}
          chosen={rule.durations}
          of={choices.durations}
        />
        <SelectField
          label={words.category}
          name={at('category')}
          defaultValue={rule.category}
          error={wrong('category')}
        >
          <option value="">{words.everybody}</option>
          {choices.categories.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectField>
        <SelectField label={words.holidays} name={at('holidays')} defaultValue={rule.holidays}>
          <option value="">{words.holidaysAny}</option>
          <option value="only">{words.holidaysOnly}</option>
          <option value="never">{words.holidaysNever}</option>
        </SelectField>
        <TextField
          label={words.seasonFrom}
          name={at('season_from')}
          type="date"
          defaultValue={rule.season_from}
          error={wrong('season_from', 'unfitDate')}
        />
        <TextField
          label={words.seasonUntil}
          name={at('season_until')}
          type="date"
          defaultValue={rule.season_until}
          error={wrong('season_until', 'unfitDate')}
        />
        <CheckField
          label={words.prime}
          hint={words.primeHint}
          name={at('prime')}
          defaultChecked={rule.prime}
        />
        {!isNew && (
          <div className="flex flex-wrap items-center gap-2 sm:col-span-2 lg:col-span-4">
            <MoveButtons what={rule.name_es} words={words} />
            <CheckField label={words.gone} name={at('gone')} />
          </div>
        )}
      </div>
    </details>
  );
}
