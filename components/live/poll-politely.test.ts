import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Looked, pollPolitely } from './poll-politely';

const page = { hidden: false, events: new EventEmitter() };

function show(isShown: boolean): void {
  page.hidden = !isShown;
  page.events.emit('visibilitychange');
}

/** Polls with an answer that can be changed, and says at which seconds it looked. */
function poll() {
  const startedAt = Date.now();
  const seconds: number[] = [];
  const answer: { is: Looked } = { is: 'nothing' };
  const end = pollPolitely(async () => {
    seconds.push((Date.now() - startedAt) / 1000);
    return answer.is;
  });
  onTestFinished(end);
  return { seconds, answer, end };
}

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  page.hidden = false;
  page.events.removeAllListeners();
  vi.stubGlobal('document', {
    get hidden() {
      return page.hidden;
    },
    addEventListener: page.events.on.bind(page.events),
    removeEventListener: page.events.off.bind(page.events),
  });
});

describe('polling politely', () => {
  it('looks at once, then more and more rarely, at least every 20 seconds', async () => {
    const { seconds } = poll();
    await vi.advanceTimersByTimeAsync(100_000);
    expect(seconds.map(Math.round)).toEqual([0, 5, 11, 21, 37, 57, 77, 97]);
  });

  it('looks soon again after news', async () => {
    const { seconds, answer } = poll();
    await vi.advanceTimersByTimeAsync(60_000);
    answer.is = 'news';
    await vi.advanceTimersByTimeAsync(25_000);
    expect(seconds.slice(-3).map(Math.round)).toEqual([77, 80, 83]);
  });

  it('waits up to a minute for a server that does not answer', async () => {
    const { seconds, answer } = poll();
    answer.is = 'failed';
    await vi.advanceTimersByTimeAsync(300_000);
    const pauses = seconds.map((at, index) => Math.round(at - (seconds[index - 1] ?? 0)));
    expect(pauses).toEqual([0, 5, 9, 18, 36, 60, 60, 60]);
  });

  it('asks nothing while the page is hidden, and at once when it is seen', async () => {
    const { seconds } = poll();
    await vi.advanceTimersByTimeAsync(1_000);
    show(false);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(seconds).toHaveLength(1);
    show(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(seconds).toEqual([0, 601]);
  });

  it('looks once at a time, however often the page is hidden and seen', async () => {
    const { seconds } = poll();
    for (let times = 0; times < 5; times += 1) {
      show(false);
      show(true);
    }
    await vi.advanceTimersByTimeAsync(4_000);
    expect(seconds).toHaveLength(1);
  });

  it('ends for good', async () => {
    const { seconds, end } = poll();
    await vi.advanceTimersByTimeAsync(1_000);
    end();
    show(true);
    await vi.advanceTimersByTimeAsync(100_000);
    expect(seconds).toHaveLength(1);
    expect(page.events.listenerCount('visibilitychange')).toBe(0);
  });
});
