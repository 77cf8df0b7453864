'use server';

import { deskPath } from '@/components/admin/desk-pages';
import type { PriceEffectView } from '@/components/admin/prices/price-effect';
import { priceEffectView } from '@/components/admin/prices/price-effect-view';
import { readRules, rulesForm } from '@/components/admin/prices/rule-fields';
import { ruleWords } from '@/components/admin/prices/rule-words';
import { answerOf } from '@/components/admin/lists/list-answer';
import type { ListAnswer } from '@/components/admin/lists/list-form';
import type { RulesDraft } from '@/components/admin/prices/rules-editor';
import { getClub } from '@/lib/catalogue/catalogue';
import { priceRulesSchema, setPriceRules } from '@/lib/clubs/set-up/set-price-rules';
import { action } from '@/lib/web/action';
import { z } from 'zod';
import { goTo } from '../go-to';

const submitRules = action(
  rulesForm.pipe(z.object({ club: z.string(), preview: z.boolean(), list: priceRulesSchema })),
  async (ctx, { club, preview, list }): Promise<PriceEffectView> => {
    const { changes, club: priced } = await setPriceRules({ ...ctx, preview }, club, list);
    return priceEffectView(priced, changes);
  },
  'staffWrite',
);

type RulesAnswer = ListAnswer<RulesDraft, PriceEffectView>;

/** Says what a price list would change, or saves it and shows the page with it. The rules come back as typed. */
export async function saveRules(previous: RulesAnswer | null, form: FormData): Promise<RulesAnswer> {
  const result = await submitRules(null, form);
  const club = String(form.get('club'));
  const words = await ruleWords(await getClub(club));
  const { values, answer } = answerOf(previous, form, result, (typed): RulesDraft => {
    const rules = readRules(typed);
    return { rules, summaries: rules.map(words) };
  });
  if (result.ok && values.intent === 'save')
    await goTo(`${deskPath(encodeURIComponent(club), 'prices')}?view=list&done=saved`);
  return answer;
}
