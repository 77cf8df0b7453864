/**
 * A message of the server over the socket. The id orders stored messages, so that a reconnect can ask for missed
 * ones; a passing one, such as a changed slot, has none.
 */
export type LiveMessage = {
  type: string;
  id: number | null;
  /** The booking it is about, if it is about one. */
  reservationId: string | null;
  /** The booking's earlier state, where that matters. */
  was: string | null;
  /** All that it says. */
  data: unknown;
};

/**
 * A club's day, or some from it on. Staff hear of every change of the board, also of one that takes and frees no court.
 */
type Day = { clubId: number; date: string; days?: number; asStaff?: boolean };

/** A page has one socket. The part that draws a club's day sets its subscription here. */
let watched: Day | null = null;
let line: WebSocket | undefined;

/** Subscribes to a club's day, now and after each reconnect. */
export function watchDay(day: Day): void {
  watched = day;
  askForDay();
}

/** Stops listening. The server forgets the subscription with the next one, or with the page. */
export function unwatchDay(): void {
  watched = null;
}

function askForDay(): void {
  if (!watched) return;
  const { clubId, date, days, asStaff } = watched;
  sayLive({
    type: 'subscribe',
    club_id: clubId,
    date,
    ...(days && { days }),
    ...(asStaff && { as: 'staff' }),
  });
}

/** Says something to the server, or nothing while the line is down. */
export function sayLive(message: object): void {
  if (line?.readyState === WebSocket.OPEN) line.send(JSON.stringify(message));
}

const RETRY_MS = { first: 1_000, most: 30_000 };

export type Follower = {
  /** The last known message, 0 when there is none. */
  after: number;
  onMessage: (message: LiveMessage) => void;
  /** Passing messages have no id and may be missed while disconnected. */
  onReopen: () => void;
  /** Whether the line has just opened or closed. */
  onLine?: (isUp: boolean) => void;
};

/**
 * Keeps a socket open and hands over each message once. It reconnects with the last id, after a jittered pause that
 * doubles up to half a minute and starts anew after a long connection.
 * @returns a function that stops it
 */
export function followLiveMessages({ after, onMessage, onReopen, onLine }: Follower): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let opened = false;
  let lastId = after;
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
    line = new WebSocket(socketUrl(token, lastId));
    let openedMs = Number.POSITIVE_INFINITY;
    line.onopen = () => {
      openedMs = Date.now();
      onLine?.(true);
      askForDay();
      if (opened) onReopen();
      opened = true;
    };
    line.onmessage = ({ data }) => {
      const message = readMessage(data);
      if (!message || !isNews(message, lastId)) return;
      lastId = message.id ?? lastId;
      onMessage(message);
    };
    line.onclose = () => {
      onLine?.(false);
      if (Date.now() - openedMs > RETRY_MS.most) pauseMs = RETRY_MS.first;
      retry();
    };
  };

  // A page with an open socket is not kept for Back (web.dev/articles/bfcache).
  const rest = () => {
    stopped = true;
    clearTimeout(timer);
    line?.close();
  };
  const resume = ({ persisted }: PageTransitionEvent) => {
    if (!persisted) return;
    stopped = false;
    open();
  };
  addEventListener('pagehide', rest);
  addEventListener('pageshow', resume);

  open();
  return () => {
    removeEventListener('pagehide', rest);
    removeEventListener('pageshow', resume);
    rest();
  };
}

/** A ticket for one connection, because browsers can send no header with a socket. Null when none can be had. */
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
  url.searchParams.set('after', String(after));
  return url;
}

/** What changes on the watched day, and what other desks do there. */
const PASSING = ['slot.changed', 'planner.changed', 'planner.grabbed', 'planner.released', 'planner.desks'];

/** Answers to our own subscription, and known messages, are not handed over. */
const isNews = ({ type, id }: LiveMessage, lastId: number) =>
  id === null ? PASSING.includes(type) && watched !== null : id > lastId;

function readMessage(data: unknown): LiveMessage | null {
  if (typeof data !== 'string') return null;
  const body: unknown = JSON.parse(data);
  if (!hasKey(body, 'type') || !hasKey(body, 'id')) return null;
  const { type, id } = body;
  if (typeof type !== 'string' || (typeof id !== 'number' && id !== null)) return null;
  const about = hasKey(body, 'data') ? body.data : null;
  return { type, id, reservationId: textIn(about, 'reservation_id'), was: textIn(about, 'was'), data: about };
}

const textIn = (data: unknown, key: string): string | null =>
  hasKey(data, key) && typeof data[key] === 'string' ? data[key] : null;

const hasKey = <Key extends string>(value: unknown, key: Key): value is Record<Key, unknown> =>
  typeof value === 'object' && value !== null && key in value;
