import { AppError } from '@/lib/core/errors';
import { errorResponse } from './error-response';
import { route } from './route';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

/**
 * The handlers of the methods that a route does not serve: each answers 405 with the `Allow` header of RFC 9110
 * §15.5.6. They carry no `options`, so the OpenAPI document leaves them out.
 */
export function methodNotAllowed<Served extends Method>(
  served: Record<Served, unknown>,
): Record<Exclude<Method, Served> | 'OPTIONS', Handler> {
  const allowed = [...Object.keys(served), ...('GET' in served ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  const answer = route({ auth: 'public', limit: 'none', body: 'raw' }, ({ ctx, request }) => {
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: { Allow: allowed } });
    const message = `${request.method} is not possible here, only ${allowed}.`;
    const response = errorResponse(new AppError('method_not_allowed', message), ctx.requestId);
    response.headers.set('Allow', allowed);
    return response;
  });
  const other: Handler = (request, context) => answer(request, context);
  const all: Record<Method | 'OPTIONS', Handler> = {
    GET: other,
    POST: other,
    PUT: other,
    PATCH: other,
    DELETE: other,
    OPTIONS: other,
  };
  return all;
}
