'use server';

import { type ActionResult, action } from '@/lib/web/action';
import { replayWebhookEvent, replayWebhookEventSchema } from '@/lib/webhooks/replay-webhook-event';
import { backTo } from '../../back-to';

const submitReplay = action(replayWebhookEventSchema, replayWebhookEvent);

/** Processes a stored event once more. Its page shows the result. */
export async function replay(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<unknown>> {
  const id = encodeURIComponent(String(form.get('webhookEventId')));
  return backTo(`/ops/events/${id}`, await submitReplay(null, form));
}
