import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Request } from '../serve';

/** A refusal in S3's words. */
export class S3Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code);
  }
}

type Known = { accessKey: string; secretKey: string; nowMs: number };

/** Older or younger requests are refused. */
const MOST_SKEW_MS = 15 * 60_000;
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

/**
 * Checks the signature of a request in its Authorization header
 * (docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html).
 * @throws S3Refusal
 */
export function assertSigned(request: Request, { accessKey, secretKey, nowMs }: Known): void {
  const [, given, day = '', region = '', names = '', signature = ''] =
    AUTHORIZATION.exec(request.headers.authorization ?? '') ?? [];
  if (given === undefined) throw new S3Refusal(403, 'AccessDenied');
  if (given !== accessKey) throw new S3Refusal(403, 'InvalidAccessKeyId');
  const at = String(request.headers['x-amz-date'] ?? '');
  if (!at.startsWith(day) || Math.abs(instantOf(at) - nowMs) > MOST_SKEW_MS)
    throw new S3Refusal(403, 'RequestTimeTooSkewed');
  const content = String(request.headers['x-amz-content-sha256'] ?? '');
  if (content !== sha256(request.bytes)) throw new S3Refusal(400, 'XAmzContentSHA256Mismatch');
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', at, scope, sha256(canonical(request, names.split(';'), content))].join(
    '\n',
  );
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretKey}`);
  const expected = hmac(key, toSign).toString('hex');
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(signature)))
    throw new S3Refusal(403, 'SignatureDoesNotMatch');
}

/** Host, date and the hash of the content must be signed. */
const NEEDED = ['host', 'x-amz-content-sha256', 'x-amz-date'];

function canonical(
  { method, rawPath, query, headers }: Request,
  names: readonly string[],
  content: string,
): string {
  if (!NEEDED.every((name) => names.includes(name))) throw new S3Refusal(403, 'AccessDenied');
  const parameters = [...query]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .toSorted()
    .join('&');
  const signed = names
    .map(
      (name) =>
        `${name}:${String(headers[name] ?? '')
          .trim()
          .replace(/\s+/g, ' ')}\n`,
    )
    .join('');
  return [method, rawPath, parameters, signed, names.join(';'), content].join('\n');
}

const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** `20261129T011500Z`. */
const instantOf = (at: string) =>
  Date.parse(at.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
