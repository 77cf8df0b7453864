import { eachOf } from '@/bench/each-of';
import { fc } from '@/test/fast-check';
import { type Case, casesOf } from './cases';
import type { Operation } from './document';
import type { Judge } from './judge';
import type { Answer, Send } from './send';

const AT_ONCE = 8;
/** So few of an operation at a time that what others learn meanwhile is of use to the next ones. */
const ROUND = 10;
/** After so many an operation is known to be broken, and looking for the smallest case each time takes long. */
const MOST_FINDINGS = 3;
const MOST_NOT_TRIED = 500;

type Finding = { operation: string; problem: string; seed: number };

export type Outcome = {
  tried: number;
  /** A 429, which says nothing of the case. */
  notTried: number;
  /** How many answers of each status, those of `tried` alone. */
  byStatus: Record<number, number>;
  /** The operations that did at least once what they are for. */
  succeeded: Set<string>;
  findings: Finding[];
};

/** What a run begins with. */
export const nothingTried = (): Outcome => ({
  tried: 0,
  notTried: 0,
  byStatus: {},
  succeeded: new Set(),
  findings: [],
});

type Options = { cases: number; seed: number; send: Send; judge: Judge };

/** Sends so many cases, shared out among the operations, and tells of every answer that is not as it should be. */
export async function fuzz(
  operations: readonly Operation[],
  options: Options,
  outcome: Outcome = nothingTried(),
): Promise<Outcome> {
  const left = shareOut(operations, options.cases);
  for (let round = 0; [...left.values()].some((cases) => cases > 0); round += 1) {
    const open = operations.filter((operation) => (left.get(operation) ?? 0) > 0);
    await eachOf(open, AT_ONCE, async (operation) => {
      const cases = Math.min(ROUND, left.get(operation) ?? 0);
      left.set(operation, (left.get(operation) ?? 0) - cases);
      const seed = options.seed + round * operations.length + operations.indexOf(operation);
      await tryOut(operation, { ...options, cases, seed }, outcome);
      const found = outcome.findings.filter(({ operation: id }) => id === operation.id);
      if (found.length >= MOST_FINDINGS) left.set(operation, 0);
    });
  }
  return outcome;
}

/** What names something or says much can go wrong in more ways. */
const weightOf = ({ path, body, form }: Operation) =>
  body !== null || form !== null || path.includes('{') ? 2 : 1;

/** How many cases each gets, so many together as were asked for. */
function shareOut(operations: readonly Operation[], cases: number): Map<Operation, number> {
  const total = operations.reduce((sum, operation) => sum + weightOf(operation), 0);
  const shares = new Map(
    operations.map((operation) => [operation, Math.floor((cases * weightOf(operation)) / total)]),
  );
  let rest = cases - [...shares.values()].reduce((sum, share) => sum + share, 0);
  for (const [operation, share] of shares) {
    if (rest === 0) break;
    shares.set(operation, share + 1);
    rest -= 1;
  }
  return shares;
}

async function tryOut(
  operation: Operation,
  { cases, seed, send, judge }: Options,
  outcome: Outcome,
): Promise<void> {
  let failed = false;
  const property = fc.asyncProperty(casesOf(operation), async (one: Case) => {
    const problem = await problemOf(operation, one, send, judge, (answer) => {
      // Looking for the smallest case that fails is no further try.
      if (failed) return;
      if (answer.status === 429) outcome.notTried += 1;
      else {
        outcome.tried += 1;
        outcome.byStatus[answer.status] = (outcome.byStatus[answer.status] ?? 0) + 1;
        if (one.method === operation.method && answer.status < 300) outcome.succeeded.add(operation.id);
      }
    });
    if (problem === null) return;
    failed = true;
    throw new Error(problem);
  });
  const details = await fc.check(property, {
    seed,
    numRuns: cases,
    maxSkipsPerRun: MOST_NOT_TRIED,
    interruptAfterTimeLimit: 5 * 60_000,
  });
  if (!details.failed) return;
  const problem =
    details.errorInstance instanceof Error ? details.errorInstance.message : 'too few were tried';
  outcome.findings.push({ operation: operation.id, problem, seed });
}

async function problemOf(
  operation: Operation,
  one: Case,
  send: Send,
  judge: Judge,
  count: (answer: Answer) => void,
): Promise<string | null> {
  const answer = await send(operation, one).catch((error: unknown) => String(error));
  if (typeof answer === 'string') return answer;
  count(answer);
  fc.pre(answer.status !== 429);
  const problem = judge(operation, one, answer);
  return problem === null ? null : `${problem} ← ${answer.request}`;
}
