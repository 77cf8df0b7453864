import { hasKey, type LiveMessage, readMessage } from '@/components/shell/live-message';

/**
 * A club's day, or some from it on. Staff hear of every change of the board, also of one that takes and frees no court.
 */
type Day = { clubId: number; date: string; days?: number; asStaff?: boolean };

/**
 * A page has one socket, which all its followers share. The part that draws a club's day sets its subscription here, as
 * does the one that counts what waits for a club's staff.
 */
let watched: Day | null = null;
let waitingOf: number | null = null;
let line: WebSocket | undefined;

/** Subscribes to a club's day, now and after each reconnect. */
export function watchDay(day: Day): void {
  watched = day;
  askForDay();
}

/** Stops listening, unless the page shows another day at once. */
export function unwatchDay(): void {
  watched = null;
  queueMicrotask(() => {
    if (watched === null) sayLive({ type: 'unsubscribe' });
  });
}

/** Hears when more or less waits for the staff of a club, now and after each reconnect. */
export function watchWaiting(clubId: number): void {
  waitingOf = clubId;
  askForWaiting();
}

function askForWaiting(): void {
  if (waitingOf !== null) sayLive({ type: 'watch_waiting', club_id: waitingOf });
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
  /** The last known message, 0 when there is none. Absent for who needs no stored ones. */
  after?: number;
  onMessage: (message: LiveMessage) => void;
  /** Passing messages have no id and may be missed while disconnected. */
  onReopen: () => void;
  /** Whether the line is open, or has just opened or closed. */
  onLine?: (isUp: boolean) => void;
};

const followers = new Set<Follower>();
let lastId: number | null = null;
let stop: (() => void) | undefined;

/**
 * Hands over each message of the page's socket once. The socket is open as long as anybody follows.
 * @returns a function that ends it
 */
export function followLiveMessages(follower: Follower): () => void {
  followers.add(follower);
  lastId ??= follower.after ?? null;
  stop ??= keepOpen();
  if (line?.readyState === WebSocket.OPEN) follower.onLine?.(true);
  return () => {
    followers.delete(follower);
    if (followers.size > 0) return;
    stop?.();
    stop = undefined;
    lastId = null;
  };
}

/**
 * Keeps the socket open. It reconnects with the last id, after a jittered pause that doubles up to half a minute and
 * starts anew after a long connection.
 */
function keepOpen(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let opened = false;
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
    const socket = new WebSocket(socketUrl(token));
    line = socket;
    let openedMs = Number.POSITIVE_INFINITY;
    socket.onopen = () => {
      openedMs = Date.now();
      for (const { onLine } of followers) onLine?.(true);
      askForDay();
      askForWaiting();
      if (opened) for (const { onReopen } of followers) onReopen();
      opened = true;
    };
    socket.onmessage = ({ data }) => {
      const message = readMessage(data);
      if (!message || !isNews(message)) return;
      lastId = message.id ?? lastId;
      for (const { onMessage } of followers) onMessage(message);
    };
    socket.onclose = () => {
      if (line !== socket) return;
      for (const { onLine } of followers) onLine?.(false);
      if (Date.now() - openedMs > RETRY_MS.most) pauseMs = RETRY_MS.first;
      retry();
    };
  };

  // A page with an open socket is not kept for Back (web.dev/articles/bfcache).
  const rest = () => {
    stopped = true;
    clearTimeout(timer);
    line?.close();
    line = undefined;
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

function socketUrl(token: string): URL {
  const url = new URL('/ws/notifications', location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  url.searchParams.set('token', token);
  if (lastId !== null) url.searchParams.set('after', String(lastId));
  return url;
}

/** What changes on the watched day, and what other desks do there. */
const OF_DAY = ['slot.changed', 'planner.changed', 'planner.grabbed', 'planner.released', 'planner.desks'];

/** Answers to our own subscription, and known messages, are not handed over. */
function isNews({ type, id }: LiveMessage): boolean {
  if (id !== null) return lastId === null || id > lastId;
  return OF_DAY.includes(type) ? watched !== null : type === 'desk.waiting';
}
