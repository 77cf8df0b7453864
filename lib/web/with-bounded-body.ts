import { NextRequest } from 'next/server';
import { isAppError } from '@/lib/core/errors';
import { readText } from '@/lib/core/input/request-body';
import { requestIdFrom } from '@/lib/core/request-id';
import { errorResponse } from './error-response';

/** Lets a library's own handler serve a request with a short body. A refusal is answered as anywhere in the API. */
export async function withBoundedBody(
  request: NextRequest,
  maxBytes: number,
  serve: (bounded: NextRequest) => Promise<Response>,
): Promise<Response> {
  try {
    const { method, headers } = request;
    const body = await readText(request, maxBytes);
    return await serve(new NextRequest(request.url, { method, headers, body }));
  } catch (error) {
    if (!isAppError(error)) throw error;
    return errorResponse(error, requestIdFrom(request.headers.get('x-request-id')));
  }
}
