import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { gathered } from './gathered';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

describe('gathered work', () => {
  test('is done at the first asking, without a pause', () => {
    const run = vi.fn();
    gathered({ run, mayRun: () => true }).ask();
    expect(run).toHaveBeenCalledTimes(1);
  });

  test('is done once more for all that was asked soon after', () => {
    const run = vi.fn();
    const work = gathered({ run, mayRun: () => true });
    for (let nth = 0; nth < 50; nth += 1) work.ask();
    expect(run).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1_000);
    expect(run).toHaveBeenCalledTimes(2);
  });

  test('goes on while askings come, and is at once again after a rest', () => {
    const run = vi.fn();
    const work = gathered({ run, mayRun: () => true });
    for (let ms = 0; ms < 1_000; ms += 10) {
      work.ask();
      vi.advanceTimersByTime(10);
    }
    expect(run.mock.calls.length).toBeGreaterThanOrEqual(5);
    expect(run.mock.calls.length).toBeLessThanOrEqual(7);
    vi.advanceTimersByTime(1_000);
    const before = run.mock.calls.length;
    work.ask();
    expect(run).toHaveBeenCalledTimes(before + 1);
  });

  test('waits until it may be done, and is done then', () => {
    const run = vi.fn();
    let isFree = false;
    const work = gathered({ run, mayRun: () => isFree });
    work.ask();
    vi.advanceTimersByTime(1_000);
    expect(run).not.toHaveBeenCalled();
    isFree = true;
    vi.advanceTimersByTime(1_000);
    expect(run).toHaveBeenCalledTimes(1);
  });

  test('is not done any more once it was stopped', () => {
    const run = vi.fn();
    const work = gathered({ run, mayRun: () => true });
    work.ask();
    work.ask();
    work.stop();
    vi.advanceTimersByTime(1_000);
    expect(run).toHaveBeenCalledTimes(1);
  });
});
