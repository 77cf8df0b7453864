import { z } from 'zod';
import type { Reply, Request } from '../serve';
import type { Controls } from './controls';
import { renderPage } from './page';
import { type AppFunction, syncSchema } from './protocol';
import { receiveEvents } from './receive-events';
import { HASHED_SIGNING_KEY } from './sign';
import type { State } from './state';

const triggerSchema = z.object({ function_id: z.string() });
const idleSchema = z.object({ within_ms: z.number().min(0).default(0) });

/** Answers one request to the sandbox: of the SDK, a person or a test. */
export async function route(
  request: Request,
  state: State,
  controls: Controls,
  onEvents: () => void,
): Promise<Reply> {
  if (request.method === 'POST' && request.path.startsWith('/e/')) {
    return receiveEvents(request, state.now(), (events) => {
      state.inbox.push(...events);
      onEvents();
    });
  }
  const app = /^\/v2\/apps\/([^/]+)\/functions$/.exec(request.path)?.[1];
  if (request.method === 'GET' && app !== undefined) return listFunctions(request, state, app);
  switch (`${request.method} ${request.path}`) {
    case 'GET /':
      return { headers: { 'content-type': 'text/html; charset=utf-8' }, body: renderPage(state) };
    case 'GET /health':
      return { body: { status: 200, message: 'OK' } };
    case 'POST /fn/register':
      return register(request, controls);
    case 'GET /_control/runs':
      return {
        body: {
          app: state.app,
          functions: [...state.functions.keys()],
          // Where the app is called.
          urls: [...new Set([...state.functions.values()].map(addressOf))],
          // Events from before the first sync.
          inbox: state.inbox.map(({ id }) => id),
          runs: controls.runs(),
        },
      };
    case 'POST /_control/trigger':
      return trigger(request, controls);
    case 'POST /_control/pause':
      controls.pause();
      return { body: { paused: true } };
    case 'POST /_control/resume':
      controls.resume();
      return { body: { paused: false } };
    case 'POST /_control/idle':
      await controls.idle(idleSchema.parse(JSON.parse(request.body || '{}')).within_ms);
      return { body: { idle: true } };
    default:
      return { status: 404, body: { error: `The sandbox does not play ${request.method} ${request.path}` } };
  }
}

/** An app registers itself with our key, and is called at its address from now on. */
function register({ headers, body }: Request, controls: Controls): Reply {
  if (headers.authorization !== `Bearer ${HASHED_SIGNING_KEY}`) {
    return { status: 401, body: { ok: false, error: 'Authentication failed' } };
  }
  controls.register(syncSchema.parse(JSON.parse(body)).functions);
  return { body: { ok: true, modified: true } };
}

function addressOf({ steps }: AppFunction): string {
  const { origin, pathname } = new URL(steps.step.runtime.url);
  return origin + pathname;
}

/** As in the REST API since June 2026 (github.com/inngest/inngest/pull/4385), authorised by the key the SDK sends. */
function listFunctions({ headers }: Request, state: State, app: string): Reply {
  if (headers.authorization !== `Bearer ${HASHED_SIGNING_KEY}`) {
    return { status: 401, body: { errors: [{ code: 'authn_error', message: 'Authentication failed' }] } };
  }
  const ids = [...state.functions.keys()].filter((id) => id.startsWith(`${app}-`));
  const data = ids.map((id) => ({
    app: { id: app },
    id: id.slice(app.length + 1),
    slug: id.slice(app.length + 1),
  }));
  return { body: { data, metadata: { fetchedAt: new Date(state.now()).toISOString() } } };
}

function trigger(request: Request, controls: Controls): Reply {
  const { function_id } = triggerSchema.parse(JSON.parse(request.body));
  try {
    return { body: { run_id: controls.trigger(function_id) } };
  } catch (error) {
    return { status: 404, body: { error: String(error) } };
  }
}
