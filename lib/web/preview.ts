import { AppError } from '@/lib/core/errors';

/** The parameter by which a write is only computed. */
export const PREVIEW = 'preview';

/**
 * Whether the request asks what it would do.
 * @throws AppError invalid_input for another value than `true`
 */
export function previewAsked(request: Request): boolean {
  const given = new URL(request.url).searchParams.getAll(PREVIEW);
  if (given.length === 0) return false;
  if (given.length === 1 && given[0] === 'true') return true;
  throw new AppError('invalid_input', 'A preview is asked for by preview=true.', {
    fields: { [PREVIEW]: ['must be true'] },
  });
}
