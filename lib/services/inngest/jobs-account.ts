import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';
import { call } from '@/lib/services/call/call';
import { credential } from '@/lib/services/call/credentials';
import { ProviderOutage, ProviderRefusal } from '@/lib/services/call/provider-errors';
import { readReply } from '@/lib/services/call/read-reply';
import { getService } from '@/lib/services/call/registry';
import { inngest } from './events';

const replySchema = z.object({ data: z.array(z.object({ id: z.string() })) });

/**
 * The functions of this app that the job engine knows. Null when it does not know the app, or is older than the call
 * (api-docs.inngest.com, `GET /v2/apps/{appId}/functions`).
 * @throws ProviderRefusal when it refuses our signing key
 */
export async function listRegisteredFunctions(): Promise<string[] | null> {
  const url = new URL(`/v2/apps/${inngest.id}/functions`, getService('jobs').endpoint());
  const reply = await call('jobs', 'list_functions', (signal) => ask(url, signal), { retryRead: true });
  return reply === null ? null : readReply('jobs', replySchema, reply).data.map(({ id }) => id);
}

async function ask(url: URL, signal: AbortSignal): Promise<unknown> {
  const response = await reach(url, signal);
  if (response.ok) return response.json();
  await response.body?.cancel();
  const { status } = response;
  if (status === 404) return null;
  if (status >= 500 || status === 429) throw new ProviderOutage(`Inngest answered ${status}.`);
  throw new ProviderRefusal('jobs', `Inngest refused INNGEST_SIGNING_KEY (${status}).`, {
    status,
    code: String(status),
  });
}

async function reach(url: URL, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, {
      headers: { authorization: `Bearer ${hashedKey()}` },
      signal,
      redirect: 'manual',
      cache: 'no-store',
    });
  } catch (cause) {
    throw new ProviderOutage('Inngest could not be reached.', { cause });
  }
}

/**
 * The `x-inngest-signature` of a body in canonical JSON, as the job engine signs its calls
 * (github.com/inngest/inngest, docs/SDK_SPEC.md, §4.1). It is valid for five minutes.
 */
export function signForJobs(body: string): string {
  const seconds = String(Math.floor(Date.now() / 1000));
  const { key } = signingKey();
  return `t=${seconds}&s=${createHmac('sha256', key).update(body).update(seconds).digest('hex')}`;
}

/** The signing key as the SDK sends it (inngest 4.24, helpers/strings.js). The key itself is never sent. */
function hashedKey(): string {
  const { prefix, key } = signingKey();
  return prefix + createHash('sha256').update(key, 'hex').digest('hex');
}

function signingKey(): { prefix: string; key: string } {
  const given = credential('INNGEST_SIGNING_KEY', 'jobs').reveal();
  const prefix = /^signkey-\w+-/.exec(given)?.[0] ?? '';
  return { prefix, key: given.slice(prefix.length) };
}
