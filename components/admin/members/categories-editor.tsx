'use client';

import { isWrongAt } from '@/components/admin/lists/is-wrong-at';
import { type ListAction, ListForm } from '@/components/admin/lists/list-form';
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
          {[...draft, NO_CATEGORY].map((category, index) => (
            <Category
              // biome-ignore lint/suspicious/noArrayIndexKey: a category has no code until it is saved
              key={`${attempt}-${index}`}
              index={index}
              category={category}
              isNew={index === draft.length}
              errors={errors}
              words={words}
            />
          ))}
        </div>
      )}
    />
  );
}

type CategoryProps = {
  index: number;
  category: CategoryFields;
  isNew: boolean;
  errors: Readonly<Record<string, string[]>>;
  words: Readonly<Record<string, string>>;
};

function Category({ index, category, isNew, errors, words }: CategoryProps) {
  const at = (field: string) => `categories.${index}.${field}`;
  const wrong = (field: string, said: string | undefined) =>
    isWrongAt(errors, at(field)) ? said : undefined;
  const title = isNew ? words.newCategory : category.name_es;
  return (
    <fieldset className="grid min-w-0 gap-3 rounded-card border border-line bg-card p-4 sm:grid-cols-3">
      <legend className="sr-only">{title}</legend>
      <p aria-hidden className="font-strong sm:col-span-3">
        {title}
      </p>
      <TextField
        label={words.nameEs}
        name={at('name_es')}
        maxLength={80}
        defaultValue={category.name_es}
        error={wrong('name', words.unfitName)}
      />
      <TextField label={words.nameEn} name={at('name_en')} maxLength={80} defaultValue={category.name_en} />
      <TextField
        label={words.code}
        hint={words.codeHint}
        name={at('code')}
        maxLength={40}
        readOnly={!isNew}
        defaultValue={category.code}
        error={wrong('code', words.unfitCode)}
      />
      <TextField
        label={words.horizon}
        hint={words.horizonHint}
        name={at('horizon_days')}
        inputMode="numeric"
        defaultValue={category.horizon_days}
        error={wrong('horizon_days', words.unfitHorizon)}
      />
      <TextField
        label={words.upcoming}
        hint={words.noLimit}
        name={at('max_upcoming')}
        inputMode="numeric"
        defaultValue={category.max_upcoming}
        error={wrong('max_upcoming', words.unfitLimit)}
      />
      <TextField
        label={words.prime}
        hint={words.noLimit}
        name={at('max_prime_per_week')}
        inputMode="numeric"
        defaultValue={category.max_prime_per_week}
        error={wrong('max_prime_per_week', words.unfitLimit)}
      />
      {!isNew && <CheckField label={words.gone} hint={words.goneHint} name={at('gone')} />}
    </fieldset>
  );
}
