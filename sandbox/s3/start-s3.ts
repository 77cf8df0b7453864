import { createHash } from 'node:crypto';
import { type Reply, type Request, type Running, serve } from '../serve';
import { SANDBOX_KEYS } from '../providers';
import { assertSigned, S3Refusal } from './signature';

/** The bucket that exists. */
export const SANDBOX_BUCKET = 'pista';
const MAX_KEY_BYTES = 1024;

type Stored = { bytes: Buffer; type: string };

/**
 * Plays S3 with one bucket: `PUT`, `GET`, `HEAD` and `DELETE` of objects, in path style, with signatures of version 4.
 * `GET /_control/objects` lists the keys.
 */
export async function startS3({
  port,
  now = Date.now,
}: {
  port: number;
  now?: () => number;
}): Promise<Running> {
  const objects = new Map<string, Stored>();

  function answer(request: Request): Reply {
    if (request.path === '/_control/objects') return { body: { keys: [...objects.keys()].toSorted() } };
    assertSigned(request, {
      accessKey: SANDBOX_KEYS.STORAGE_ACCESS_KEY,
      secretKey: SANDBOX_KEYS.STORAGE_SECRET_KEY,
      nowMs: now(),
    });
    const key = keyOf(request.path);
    switch (request.method) {
      case 'PUT':
        objects.set(key, {
          bytes: request.bytes,
          type: String(request.headers['content-type'] ?? 'binary/octet-stream'),
        });
        return { headers: { etag: etagOf(request.bytes) } };
      case 'GET':
      case 'HEAD':
        return read(objects.get(key));
      case 'DELETE':
        objects.delete(key);
        return { status: 204 };
      default:
        throw new S3Refusal(405, 'MethodNotAllowed');
    }
  }

  return serve(
    (request) => {
      try {
        return answer(request);
      } catch (error) {
        if (error instanceof S3Refusal) return refuse(error.status, error.code);
        throw error;
      }
    },
    port,
    undefined,
    ({ status }) => ({ error: status === 503 ? 'SlowDown' : 'InternalError' }),
  );
}

function keyOf(path: string): string {
  const [, bucket, ...rest] = path.split('/').map(decodeURIComponent);
  const key = rest.join('/');
  if (bucket !== SANDBOX_BUCKET) throw new S3Refusal(404, 'NoSuchBucket');
  if (key === '') throw new S3Refusal(405, 'MethodNotAllowed');
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw new S3Refusal(400, 'KeyTooLongError');
  return key;
}

const etagOf = (bytes: Buffer) => `"${createHash('md5').update(bytes).digest('hex')}"`;

function read(stored: Stored | undefined): Reply {
  if (!stored) throw new S3Refusal(404, 'NoSuchKey');
  return { headers: { 'content-type': stored.type, etag: etagOf(stored.bytes) }, body: stored.bytes };
}

/** In S3's words (docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html). */
const refuse = (status: number, code: string): Reply => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><RequestId>sandbox</RequestId></Error>`,
});
