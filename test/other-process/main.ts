import { isAppError } from '@/lib/core/errors';
import { guardDatabase } from '@/lib/services/call/guard-database';
import { until } from './until';
import { type Answer, type Call, VERBS } from './verbs';

/** Runs each verb it is sent and answers with its result. */
async function answer({ id, verb, args, atMs }: Call): Promise<Answer> {
  try {
    // biome-ignore lint/complexity/noBannedTypes: the parent's types check each call; here it is only passed on
    const run: Function = VERBS[verb];
    if (atMs !== undefined) await until(atMs);
    return { id, value: await run(...args) };
  } catch (error) {
    return { id, error: isAppError(error) ? error.code : String(error) };
  }
}

guardDatabase();
process.on('message', (call: Call) => {
  answer(call).then((message) => process.send?.(message));
});
process.send?.('ready');
