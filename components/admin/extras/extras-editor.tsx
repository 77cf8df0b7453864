'use client';

import { type ListAction, ListForm } from '@/components/admin/lists/list-form';
import { type ListRow, listRows } from '@/components/admin/lists/list-rows';
import { MoveButtons } from '@/components/admin/lists/move-buttons';
import { moveByKey } from '@/components/admin/lists/move-by-key';
import { NameFields } from '@/components/admin/lists/name-fields';
import { CheckField, TextField } from '@/components/ui/field';
import { ExtrasEffect, type ExtrasEffectView } from './extras-effect';
import { type ExtraFields, NO_EXTRA } from './extras-form';

type Words = Readonly<Record<string, string>>;
type Props = {
  club: string;
  revision: number;
  extras: readonly ExtraFields[];
  words: Words;
  submit: ListAction<readonly ExtraFields[], ExtrasEffectView>;
};

/** What a club sells with a court, in one form. */
export function ExtrasEditor({ club, revision, extras, words, submit }: Props) {
  return (
    <ListForm
      club={club}
      revision={revision}
      draft={extras}
      submit={submit}
      words={words}
      onKeyDown={moveByKey}
      effect={(effect) => <ExtrasEffect effect={effect} words={words} />}
      rows={({ draft, attempt, errors }) => (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
          {listRows({ list: 'extras', draft, empty: NO_EXTRA, attempt, errors }).map((row) => (
            <Extra key={row.key} row={row} words={words} />
          ))}
        </div>
      )}
    />
  );
}

function Extra({ row, words }: { row: ListRow<ExtraFields>; words: Words }) {
  const { index, fields: extra, isNew, at, isWrong } = row;
  const title = isNew ? words.newExtra : extra.name_es;
  return (
    <fieldset
      data-row={isNew ? undefined : ''}
      className="grid min-w-0 grid-cols-[minmax(0,1fr)] items-start gap-3 rounded-card border border-line bg-card p-4 sm:grid-cols-2 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_9rem_11rem]"
    >
      <legend className="sr-only">{title}</legend>
      {isNew && (
        <p aria-hidden className="font-strong sm:col-span-2 lg:col-span-4">
          {title}
        </p>
      )}
      <NameFields row={row} words={words} />
      <TextField
        label={words.price}
        name={at('price')}
        inputMode="decimal"
        className="figures"
        defaultValue={extra.price}
        error={isWrong('price') ? words.unfitPrice : undefined}
      />
      <TextField
        label={words.code}
        hint={isNew ? words.codeHint : undefined}
        name={at('code')}
        maxLength={40}
        readOnly={!isNew}
        defaultValue={extra.code}
        error={isWrong('code') ? words.unfitCode : undefined}
      />
      {isNew ? (
        <input type="hidden" name={at('place')} value={index + 1} />
      ) : (
        <div className="flex flex-wrap items-end gap-2 sm:col-span-2 lg:col-span-4">
          <div className="w-24">
            <TextField
              label={words.place}
              name={at('place')}
              type="number"
              min={0}
              max={100}
              step="any"
              defaultValue={index + 1}
            />
          </div>
          <MoveButtons what={extra.name_es} words={words} />
          <CheckField label={words.gone} name={at('gone')} />
        </div>
      )}
    </fieldset>
  );
}
