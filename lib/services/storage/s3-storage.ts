import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import { ProviderOutage, ProviderRefusal, retryAfterSeconds } from '@/lib/services/call/provider-errors';
import type { Storage } from './storage-type';

type Bucket = {
  /** `s3://<host>/<bucket>`, and a path in it. */
  url: string;
  accessKey: string;
  secretKey: string;
  region: string;
};

/** No object of ours is larger. */
const MAX_BYTES = 32 * 1024 * 1024;

/** Files in a bucket of S3 or of a service that speaks like it (docs.aws.amazon.com/AmazonS3/latest/API). */
export function s3Storage({ url, accessKey, secretKey, region }: Bucket): Storage {
  const client = new AwsClient({
    accessKeyId: accessKey,
    secretAccessKey: secretKey,
    region,
    service: 's3',
    retries: 0,
  });
  const base = addressOf(url);

  async function send(method: 'GET' | 'PUT' | 'DELETE', key: string, { body, mediaType, signal }: Sent) {
    const request = await client.sign(`${base}/${key}`, {
      method,
      headers: {
        // Part of what is signed, so that the bucket refuses bytes that changed on the way.
        'x-amz-content-sha256': createHash('sha256')
          .update(body ?? '')
          .digest('hex'),
        ...(mediaType && { 'content-type': mediaType }),
      },
      ...(body && { body: new Uint8Array(body) }),
    });
    const response = await reach(request, signal);
    if (response.ok || response.status === 404) return response;
    await response.body?.cancel();
    throw refusalOf(response);
  }

  return {
    async put(key, bytes, mediaType, signal) {
      const response = await send('PUT', key, { body: bytes, mediaType, signal });
      await response.body?.cancel();
      if (response.status === 404) throw refusalOf(response);
    },
    async read(key, signal) {
      const response = await send('GET', key, { signal });
      if (response.status !== 404) return readBounded(response);
      await response.body?.cancel();
      return null;
    },
    async remove(key, signal) {
      const response = await send('DELETE', key, { signal });
      await response.body?.cancel();
    },
  };
}

type Sent = { body?: Uint8Array; mediaType?: string; signal: AbortSignal | undefined };

/** Encrypted, unless it stays on this machine. */
function addressOf(url: string): string {
  const { host, hostname, pathname } = new URL(url);
  const isHere = /^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
  return `${isHere ? 'http' : 'https'}://${host}${pathname.replace(/\/+$/, '')}`;
}

async function reach(request: Request, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await fetch(request, { redirect: 'manual', cache: 'no-store', signal: signal ?? null });
  } catch (cause) {
    throw new ProviderOutage('The storage could not be reached.', { cause, mayHaveWorked: true });
  }
}

/** A refused key is an outage too, since no request of ours would pass. */
function refusalOf({ status, headers }: Response): Error {
  if (status >= 500 || status === 429 || status === 403 || status === 401)
    return new ProviderOutage(`The storage answered ${status}.`, {
      retryAfterSeconds: retryAfterSeconds(headers.get('retry-after')),
    });
  return new ProviderRefusal('storage', `The storage answered ${status}.`, { status, code: String(status) });
}

async function readBounded(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const declared = Number(response.headers.get('content-length') ?? 0);
    if (declared > MAX_BYTES) throw new Error('it is larger than any file of ours');
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new ProviderOutage('The storage sent no whole file.', { cause });
  }
}
