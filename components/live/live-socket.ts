import { hasKey, type LiveMessage, messageOf, readMessage } from '@/components/shell/live-message';
import { type Looked, pollPolitely } from './poll-politely';

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

const RETRY_MS = { first: 1_000, most: 30_000, polled: 5 * 60_000 };
/** So many sockets in a row that never opened mean that none can be had here. */
const MOST_UNOPENED = 2;
/** Polling stands for passing messages this often at most. */
const PASSING_MS = 10_000;

export type Follower = {
  /** The last known message, 0 when there is none. Absent for who needs no stored ones. */
  after?: number;
  onMessage: (message: LiveMessage) => void;
  /** Passing messages have no id and may be missed while disconnected. */
  onReopen: () => void;
  /** Without a socket there are no passing messages, so this comes every few seconds instead of them. */
  onPoll?: () => void;
  /** Whether the line is open, or has just opened or closed. While the page polls, whether it is answered. */
  onLine?: (isUp: boolean) => void;
};

const followers = new Set<Follower>();
let lastId: number | null = null;
let stop: (() => void) | undefined;

/**
 * Hands over each message of the page's socket once. The socket is open as long as anybody follows. Where none can be
 * had, the page polls.
 * @returns a function that ends it
 */
export function followLiveMessages(follower: Follower): () => void {
  followers.add(follower);
  lastId ??= follower.after ?? null;
  stop ??= mayHaveSocket() ? keepOpen() : whileShown(startPolling);
  if (line?.readyState === WebSocket.OPEN) follower.onLine?.(true);
  return () => {
    followers.delete(follower);
    if (followers.size > 0) return;
    stop?.();
    stop = undefined;
    lastId = null;
  };
}

/** The layout says so where the page was made without `server.ts`. */
const mayHaveSocket = () => document.documentElement.dataset.live !== 'polled';

/**
 * Keeps the socket open. It reconnects with the last id, after a jittered pause that doubles up to half a minute and
 * starts anew after a long connection. When none opens, the page polls and tries again every five minutes.
 */
function keepOpen(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let opened = false;
  let pauseMs = RETRY_MS.first;
  let unopened = 0;
  let endPolling: (() => void) | undefined;

  const retry = () => {
    if (stopped) return;
    timer = setTimeout(open, pauseMs * (0.5 + Math.random() / 2));
    pauseMs = endPolling ? RETRY_MS.polled : Math.min(pauseMs * 2, RETRY_MS.most);
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
      unopened = 0;
      if (endPolling) pauseMs = RETRY_MS.first;
      endPolling?.();
      endPolling = undefined;
      for (const { onLine } of followers) onLine?.(true);
      askForDay();
      askForWaiting();
      if (opened) for (const { onReopen } of followers) onReopen();
      opened = true;
    };
    socket.onmessage = ({ data }) => {
      const message = readMessage(data);
      if (message) handOver(message);
    };
    socket.onclose = () => {
      if (line !== socket) return;
      if (openedMs === Number.POSITIVE_INFINITY) unopened += 1;
      if (unopened >= MOST_UNOPENED) endPolling ??= startPolling();
      else for (const { onLine } of followers) onLine?.(false);
      if (Date.now() - openedMs > RETRY_MS.most) pauseMs = RETRY_MS.first;
      retry();
    };
  };

  return whileShown(() => {
    stopped = false;
    void open();
    return () => {
      stopped = true;
      clearTimeout(timer);
      endPolling?.();
      endPolling = undefined;
      line?.close();
      line = undefined;
    };
  });
}

/** Begins, rests while the page is left, since one with an open socket is not kept for Back, and begins anew there. */
function whileShown(begin: () => () => void): () => void {
  let end = begin();
  const rest = () => end();
  const resume = ({ persisted }: PageTransitionEvent) => {
    if (persisted) end = begin();
  };
  addEventListener('pagehide', rest);
  addEventListener('pageshow', resume);
  return () => {
    removeEventListener('pagehide', rest);
    removeEventListener('pageshow', resume);
    end();
  };
}

/** Asks for messages in place of the socket. */
function startPolling(): () => void {
  let passedMs = Date.now();
  return pollPolitely(async (): Promise<Looked> => {
    const messages = await askMessages();
    for (const { onLine } of followers) onLine?.(messages !== null);
    if (messages === null) return 'failed';
    for (const message of messages) handOver(message);
    if (Date.now() - passedMs >= PASSING_MS) {
      passedMs = Date.now();
      for (const { onPoll } of followers) onPoll?.();
    }
    return messages.length > 0 ? 'news' : 'nothing';
  });
}

/** The messages after the last known one. Where none is known, it learns the newest and gives nothing. */
async function askMessages(): Promise<LiveMessage[] | null> {
  const known = lastId;
  const query = known === null ? 'page_size=1' : `after=${known}&page_size=100`;
  try {
    const response = await fetch(`/api/v1/notifications?${query}`);
    const body: unknown = response.ok ? await response.json() : null;
    if (!hasKey(body, 'results') || !Array.isArray(body.results)) return null;
    const messages = body.results.flatMap((result: unknown) => messageOf(result) ?? []);
    if (known !== null) return messages;
    lastId ??= messages[0]?.id ?? 0;
    return [];
  } catch {
    return null;
  }
}

function handOver(message: LiveMessage): void {
  if (!isNews(message)) return;
  lastId = message.id ?? lastId;
  for (const { onMessage } of followers) onMessage(message);
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
