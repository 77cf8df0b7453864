'use client';

import type { KeyboardEvent } from 'react';
import { type ListAction, ListForm } from '@/components/admin/list-form';
import { PriceEffect, type PriceEffectView } from './price-effect';
import { moveRule } from './move-rule';
import { NO_RULE, type RuleFields } from './rule-fields';
import { type RuleChoices, RuleRow } from './rule-row';

/** Rules as they are typed, with what each says while it is folded. */
export type RulesDraft = { rules: readonly RuleFields[]; summaries: readonly string[] };

type Props = {
  club: string;
  revision: number;
  draft: RulesDraft;
  /** What the new rule begins with. Null leaves it folded. */
  fresh: RuleFields | null;
  /** The place of the rule that is unfolded. */
  open: number | null;
  choices: RuleChoices;
  words: Readonly<Record<string, string>>;
  submit: ListAction<RulesDraft, PriceEffectView>;
};

/** All price rules of a club in one form. */
export function RulesEditor({ club, revision, draft, fresh, open, choices, words, submit }: Props) {
  return (
    <ListForm
      club={club}
      revision={revision}
      draft={draft}
      submit={submit}
      words={words}
      onKeyDown={moveByKey}
      effect={(effect) => <PriceEffect effect={effect} words={words} />}
      rows={({ draft: { rules, summaries }, attempt, errors }) => (
        <div className="rounded-card border border-line bg-card">
          {[...rules, (attempt === 0 ? fresh : null) ?? NO_RULE].map((rule, index) => {
            const isNew = index === rules.length;
            return (
              <RuleRow
                // biome-ignore lint/suspicious/noArrayIndexKey: a rule has no other name until it is saved
                key={`${attempt}-${index}`}
                index={index}
                place={index + 1}
                rule={rule}
                summary={isNew ? (words.newRuleHint ?? '') : (summaries[index] ?? '')}
                open={isNew ? (fresh !== null && attempt === 0) || rules.length === 0 : index + 1 === open}
                isNew={isNew}
                choices={choices}
                errors={errors}
                words={words}
              />
            );
          })}
        </div>
      )}
    />
  );
}

/** `Alt` with an arrow moves the rule in which the focus is. */
function moveByKey(event: KeyboardEvent<HTMLFormElement>): void {
  if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
  const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-rule]') : null;
  if (!row) return;
  event.preventDefault();
  moveRule(row, event.key === 'ArrowUp' ? -1 : 1);
}
