import twilio from 'twilio';
import type RequestClient from 'twilio/lib/base/RequestClient';
import { z } from 'zod';
import { env } from '@/lib/core/env';
import { credential } from '@/lib/services/call/credentials';
import { ProviderOutage, ProviderRefusal, retryAfterSeconds } from '@/lib/services/call/provider-errors';
import { getService } from '@/lib/services/call/registry';

/** Node's error codes for a connection that was never opened. */
const NEVER_REACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

const lineErrorSchema = z.object({ message: z.string(), code: z.string().optional() });

/** Adds a base URL to Twilio's client, and keeps Retry-After in its errors. */
class Line extends twilio.RequestClient {
  override async request<TData>(options: RequestClient.RequestOptions<TData>) {
    const { TWILIO_API_BASE_URL: base } = env();
    const uri = base ? options.uri.replace(/^https:\/\/[\w.-]+\.twilio\.com/, base) : options.uri;
    const response = await super.request<TData>({ ...options, uri }).catch((error: unknown) => {
      // The client's own error carries the request, and with it the key.
      const { message = '', code = '' } = lineErrorSchema.safeParse(error).data ?? {};
      throw new ProviderOutage(`Twilio could not be reached: ${message}`, {
        mayHaveWorked: !NEVER_REACHED.has(code),
      });
    });
    const { statusCode } = response;
    if (statusCode >= 500 || statusCode === 429 || statusCode === 401) {
      throw new ProviderOutage(`Twilio answered ${statusCode}.`, {
        retryAfterSeconds: retryAfterSeconds(
          z.string().nullish().catch(null).parse(response.headers?.['retry-after']),
        ),
        refusesKey: statusCode === 401,
      });
    }
    return response;
  }
}

let client: twilio.Twilio | undefined;

/** Twilio's client, made when it is first needed. */
export function connection(): twilio.Twilio {
  client ??= twilio(env().TWILIO_ACCOUNT_SID, credential('TWILIO_AUTH_TOKEN', 'sms').reveal(), {
    httpClient: new Line({ timeout: getService('sms').timeoutMs }),
  });
  return client;
}

/** Twilio's refusals become ours. Anything else passes unchanged. */
export function rethrow(error: unknown): never {
  if (!(error instanceof twilio.RestException)) throw error;
  throw new ProviderRefusal('sms', error.message, {
    status: error.status,
    code: String(error.code ?? error.status),
  });
}
