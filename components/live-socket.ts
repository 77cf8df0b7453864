/** What the server says over the socket; the id orders messages, so a reconnect can ask for what it missed. */
export type LiveMessage = { type: string; id: number };

const RETRY_MS = { first: 1_000, most: 30_000 };

/**
 * Keeps a socket open and hands over each message once. A dropped line is taken up again with the last id seen,
 * after a pause that doubles up to half a minute and is jittered, so that a restart is not met by everybody at once.
 * @returns a function that stops it
 */
export function followLiveMessages(onMessage: (message: LiveMessage) => void): () => void {
  let socket: WebSocket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let lastId = 0;
  let pauseMs = RETRY_MS.first;

  const retry = () => {
    if (stopped) return;
    timer = setTimeout(open, pauseMs * (0.5 + Math.random() / 2));
    pauseMs = Math.min(pauseMs * 2, RETRY_MS.most);
  };

  const open = async () => {
    const token = await requestTicket();
    if (stopped) return;
    if (!token) return retry();
    socket = new WebSocket(socketUrl(token, lastId));
    socket.onopen = () => {
      pauseMs = RETRY_MS.first;
    };
    socket.onmessage = ({ data }) => {
      const message = readMessage(data);
      if (!message || message.id <= lastId) return;
      lastId = message.id;
      onMessage(message);
    };
    socket.onclose = retry;
  };

  open();
  return () => {
    stopped = true;
    clearTimeout(timer);
    socket?.close();
  };
}

/** A single-use ticket, because a browser can send no header with a socket; null while none can be had. */
async function requestTicket(): Promise<string | null> {
  try {
    const response = await fetch('/api/v1/notifications/ticket', { method: 'POST' });
    const body: unknown = response.ok ? await response.json() : null;
    return hasKey(body, 'token') && typeof body.token === 'string' ? body.token : null;
  } catch {
    return null;
  }
}

function socketUrl(token: string, after: number): URL {
  const url = new URL('/ws/notifications', location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  url.searchParams.set('token', token);
  if (after > 0) url.searchParams.set('after', String(after));
  return url;
}

function readMessage(data: unknown): LiveMessage | null {
  if (typeof data !== 'string') return null;
  const body: unknown = JSON.parse(data);
  if (!hasKey(body, 'type') || !hasKey(body, 'id')) return null;
  return typeof body.type === 'string' && typeof body.id === 'number'
    ? { type: body.type, id: body.id }
    : null;
}

const hasKey = <Key extends string>(value: unknown, key: Key): value is Record<Key, unknown> =>
  typeof value === 'object' && value !== null && key in value;
