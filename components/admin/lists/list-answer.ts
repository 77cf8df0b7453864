import type { ActionResult } from '@/lib/web/action';
import type { ListAnswer } from './list-form';

type Values = Readonly<Record<string, string>>;

/** The answer to the form of a list, with what was typed. The form names its fields as the list does. */
export function answerOf<Draft, Effect>(
  previous: ListAnswer<Draft, Effect> | null,
  form: FormData,
  result: ActionResult<Effect>,
  read: (values: Values) => Draft,
): { values: Values; answer: ListAnswer<Draft, Effect> } {
  const values = Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])),
  );
  const attempt = (previous?.attempt ?? 0) + 1;
  return { values, answer: { result: inList(result), draft: read(values), attempt } };
}

function inList<Effect>(result: ActionResult<Effect>): ActionResult<Effect> {
  if (result.ok) return result;
  const fields = Object.entries(result.fields).map(([name, said]) => [name.replace(/^list\./, ''), said]);
  return { ...result, fields: Object.fromEntries(fields) };
}
