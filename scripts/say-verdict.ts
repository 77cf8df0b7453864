import { type ObjectOffer, offerFor } from '@/lib/backoffice/list-findings';
import { inWords, type Message } from '@/lib/core/i18n/message';
import { translatorOf } from '@/lib/core/i18n/translator';
import { CONSISTENCY_CHECKS, judgeData, type Violations } from '@/lib/integrity/check-consistency';
import { guardDatabase } from '@/lib/services/call/guard-database';
import { say } from './step';

const english = (message: Message) => inWords(message, translatorOf('en'));

/** Says what every check finds in the whole database, one line each. 1 unless all ran and found nothing. */
export async function sayVerdict(): Promise<number> {
  guardDatabase();
  const { violations, unchecked } = await judgeData();
  for (const check of CONSISTENCY_CHECKS) {
    const found = violations.find((candidate) => candidate.check === check);
    const failed = unchecked.find((candidate) => candidate.check === check);
    const mark = failed ? '?' : found ? '✗' : '✓';
    const total = failed ? '?' : String(found?.total ?? 0);
    say(`${mark} ${check.id.padEnd(4)}${check.type.padEnd(34)}${total.padStart(6)}  ${english(check.means)}`);
    if (failed) say(`      could not be checked: ${failed.why}`);
    if (found) sayObjects(found);
  }
  say(
    `${CONSISTENCY_CHECKS.length} checks, ${violations.length} violated, ${unchecked.length} could not be checked` +
      `, ${violations.reduce((sum, { total }) => sum + total, 0)} objects`,
  );
  return violations.length + unchecked.length === 0 ? 0 : 1;
}

function sayObjects({ objectIds, total, check }: Violations): void {
  for (const id of objectIds.slice(0, 10)) say(`      ${id}`);
  if (total > 10) say(`      and ${total - 10} more`);
  const [first = ''] = objectIds;
  sayOffer(offerFor(check.offer, first));
}

function sayOffer(offer: ObjectOffer): void {
  if (offer.kind === 'repairs') {
    for (const { name, does } of offer.repairs) say(`      → ${name}: ${english(does)}`);
    say('        An operator has it done at /ops#open.');
  } else {
    say(`      → ${english(offer.advice)}`);
    say(`        ${'page' in offer.at ? offer.at.page : offer.at.command}`);
  }
}
