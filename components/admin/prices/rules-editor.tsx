'use client';

import { type ListAction, ListForm } from '@/components/admin/lists/list-form';
import { listRows } from '@/components/admin/lists/list-rows';
import { moveByKey } from '@/components/admin/lists/move-by-key';
import { PriceEffect, type PriceEffectView } from './price-effect';
import { NO_RULE, type RuleFields } from './rule-fields';
import { type NamedByRules, RuleRow } from './rule-row';

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
  choices: NamedByRules;
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
          {listRows({
            list: 'rules',
            draft: rules,
            empty: (attempt === 0 ? fresh : null) ?? NO_RULE,
            attempt,
            errors,
          }).map((row) => (
            <RuleRow
              key={row.key}
              row={row}
              summary={(row.isNew ? words.newRuleHint : summaries[row.index]) ?? ''}
              open={
                row.isNew ? (fresh !== null && attempt === 0) || rules.length === 0 : row.index + 1 === open
              }
              choices={choices}
              words={words}
            />
          ))}
        </div>
      )}
    />
  );
}
