import type { Case } from './cases';
import type { Document, Operation } from './document';
import type { Outcome } from './fuzz';
import type { Judge } from './judge';
import type { Send } from './send';
import { changeSetUp } from './set-up-tasks';
import { type Ask, workDay } from './staff-tasks';
import type { DeskPlace } from './world';

const TIMES = 5;

type Options = { document: Document; send: Send; judge: Judge };

/**
 * What made-up requests hardly ever hit: a few days of a club's desk and set-up, of which each request must do what it
 * is for. An answer that is not as described is a finding, and so is one that refuses.
 */
export async function workStaffDays(
  { document, send, judge }: Options,
  place: DeskPlace,
  outcome: Outcome,
): Promise<void> {
  for (let nth = 0; nth < TIMES; nth += 1) {
    const ask: Ask = async (method, path, { query = {}, body, form, as = 'owner' } = {}) => {
      const { operation, segments } = operationAt(document.operations, method, path);
      const one: Case = {
        method,
        role: as,
        segments,
        query: Object.entries(query),
        tail: '',
        headers: [],
        body: form ? { form: { parts: form, damage: null } } : body ? { json: body } : null,
      };
      const answer = await send(operation, one);
      outcome.tried += 1;
      outcome.byStatus[answer.status] = (outcome.byStatus[answer.status] ?? 0) + 1;
      const refused = answer.status >= 300 ? `${answer.status} ${answer.text.slice(0, 200)}` : null;
      const problem = judge(operation, one, answer) ?? refused;
      if (problem !== null) throw new Refused(operation.id, `${problem} ← ${answer.request}`);
      outcome.succeeded.add(operation.id);
      return answer.text.startsWith('{') ? JSON.parse(answer.text) : answer.text;
    };
    const day = async () => {
      await workDay(ask, place, nth);
      await changeSetUp(ask, place, nth);
    };
    await day().catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error;
      outcome.findings.push({ operation: error.operation, problem: error.message, seed: nth });
    });
  }
}

class Refused extends Error {
  constructor(
    readonly operation: string,
    problem: string,
  ) {
    super(problem);
  }
}

/** The operation of a path whose ids are written out, and these ids. */
function operationAt(operations: readonly Operation[], method: string, path: string) {
  const parts = path.split('/');
  const operation = operations.find((one) => {
    const described = one.path.replace('/api/v1/', '').split('/');
    return (
      one.method === method &&
      described.length === parts.length &&
      described.every((part, at) => part.startsWith('{') || part === parts[at])
    );
  });
  if (!operation) throw new Error(`${method} ${path} is not described`);
  const names = operation.path.replace('/api/v1/', '').split('/');
  const segments = Object.fromEntries(
    names.flatMap((name, at) => (name.startsWith('{') ? [[name.slice(1, -1), { plain: parts[at] }]] : [])),
  );
  return { operation, segments };
}
