'use client';

import { type ListAction, ListForm } from '@/components/admin/lists/list-form';
import { type ListRow, listRows } from '@/components/admin/lists/list-rows';
import { NameFields } from '@/components/admin/lists/name-fields';
import { CheckField, TextField } from '@/components/ui/field';
import { SubmitButton } from '@/components/ui/submit-button';
import { type CategoryFields, NO_CATEGORY } from './category-fields';

type Props = {
  club: string;
  revision: number;
  categories: readonly CategoryFields[];
  words: Readonly<Record<string, string>>;
  submit: ListAction<readonly CategoryFields[], null>;
};

/** The categories of a club's people with their limits, in one form. */
export function CategoriesEditor({ club, revision, categories, words, submit }: Props) {
  return (
    <ListForm
      club={club}
      revision={revision}
      draft={categories}
      submit={submit}
      words={words}
      effect={() => (
        <div className="grid justify-items-start gap-3 rounded-card border border-line bg-card p-4 shadow-lift">
          <p>{words.fits}</p>
          <SubmitButton name="intent" value="save">
            {words.save}
          </SubmitButton>
        </div>
      )}
      rows={({ draft, attempt, errors }) => (
        <div className="grid gap-3">
          {errors.categories && <p className="text-danger-text">{words.stillNamed}</p>}
          {listRows({ list: 'categories', draft, empty: NO_CATEGORY, attempt, errors }).map((row) => (
            <Category key={row.key} row={row} words={words} />
          ))}
        </div>
      )}
    />
  );
}

type CategoryProps = { row: ListRow<CategoryFields>; words: Readonly<Record<string, string>> };

function Category({ row, words }: CategoryProps) {
  const { fields: category, isNew, at, isWrong } = row;
  const title = isNew ? words.newCategory : category.name_es;
  return (
    <fieldset className="grid min-w-0 gap-3 rounded-card border border-line bg-card p-4 sm:grid-cols-3">
      <legend className="sr-only">{title}</legend>
      <p aria-hidden className="font-strong sm:col-span-3">
        {title}
      </p>
      <NameFields row={row} words={words} />
      <TextField
        label={words.code}
        hint={words.codeHint}
        name={at('code')}
        maxLength={40}
        readOnly={!isNew}
        defaultValue={category.code}
        error={isWrong('code') ? words.unfitCode : undefined}
      />
      <TextField
        label={words.horizon}
        hint={words.horizonHint}
        name={at('horizon_days')}
        inputMode="numeric"
        defaultValue={category.horizon_days}
        error={isWrong('horizon_days') ? words.unfitHorizon : undefined}
      />
      <TextField
        label={words.upcoming}
        hint={words.noLimit}
        name={at('max_upcoming')}
        inputMode="numeric"
        defaultValue={category.max_upcoming}
        error={isWrong('max_upcoming') ? words.unfitLimit : undefined}
      />
      <TextField
        label={words.prime}
        hint={words.noLimit}
        name={at('max_prime_per_week')}
        inputMode="numeric"
        defaultValue={category.max_prime_per_week}
        error={isWrong('max_prime_per_week') ? words.unfitLimit : undefined}
      />
      {!isNew && <CheckField label={words.gone} hint={words.goneHint} name={at('gone')} />}
    </fieldset>
  );
}
