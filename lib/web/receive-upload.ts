import { AppError } from '@/lib/core/errors';

/** How many uploads of one person, and of everybody together, a process receives at once. */
export const UPLOADS_AT_ONCE = { each: 3, all: 24 } as const;
const RETRY_SECONDS = 10;

// Next loads this module once per bundle, and one process must count once.
const shared = globalThis as typeof globalThis & { pistaUploads?: Map<string, number> };

/**
 * Receives the body of an upload of `who`. A slow one takes minutes and is kept in memory meanwhile, so only a few are
 * received at once.
 * @throws AppError rate_limited when this person sends too many, service_unavailable when everybody does
 */
export async function receiveUpload<T>(who: string, receive: () => Promise<T>): Promise<T> {
  shared.pistaUploads ??= new Map();
  const underWay = shared.pistaUploads;
  const own = underWay.get(who) ?? 0;
  if (own >= UPLOADS_AT_ONCE.each)
    throw new AppError('rate_limited', `Send at most ${UPLOADS_AT_ONCE.each} files at once.`, {
      retryAfterSeconds: RETRY_SECONDS,
    });
  if ([...underWay.values()].reduce((sum, count) => sum + count, 0) >= UPLOADS_AT_ONCE.all)
    throw new AppError('service_unavailable', `Too many files arrive. Try again in ${RETRY_SECONDS} s.`, {
      retryAfterSeconds: RETRY_SECONDS,
    });
  underWay.set(who, own + 1);
  try {
    return await receive();
  } finally {
    const left = (underWay.get(who) ?? 1) - 1;
    if (left > 0) underWay.set(who, left);
    else underWay.delete(who);
  }
}
