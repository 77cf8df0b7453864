import type { ActionResult } from '@/lib/web/action';

/** Tells what is wrong with a mail at its field alone, also when it is the mail of somebody else. */
export const mailAtField = <Data>(result: ActionResult<Data>): ActionResult<Data> =>
  !result.ok && Object.hasOwn(result.fields, 'email') ? { ...result, code: 'invalid_input' } : result;
