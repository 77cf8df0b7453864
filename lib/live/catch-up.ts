import { WebSocket } from 'ws';
import { log } from '@/lib/core/log';
import { listLiveEventsAfter } from '@/lib/notices/list-live-events';
import { liveEventJson } from './live-event-json';
import { sendJson } from './send-json';

const PAGE = 100;

export type CatchUp = {
  /** Sends new messages in order and each once, however often it is called. */
  now(): Promise<void>;
  /** Whether the last read failed and must be repeated. */
  isBehind(): boolean;
};

/** Keeps one socket up to date with a person's messages, from the one after `afterId` on. */
export function createCatchUp(socket: WebSocket, userId: string, afterId: number): CatchUp {
  let lastId = afterId;
  let running = false;
  let wanted = false;

  async function sendPage(): Promise<void> {
    const page = await listLiveEventsAfter(userId, lastId, PAGE);
    for (const message of page) {
      await sendJson(socket, liveEventJson(message));
      lastId = message.id;
    }
    if (page.length === PAGE) wanted = true;
  }

  async function now(): Promise<void> {
    wanted = true;
    if (running) return;
    running = true;
    try {
      while (wanted && socket.readyState === WebSocket.OPEN) {
        wanted = false;
        await sendPage();
      }
    } catch (error) {
      wanted = true;
      log().debug({ err: error, userId }, 'live: messages wait for the next look');
    } finally {
      running = false;
    }
  }

  return { now, isBehind: () => wanted && !running };
}
