import { z } from 'zod';

/**
 * The faults on the way to a provider: `status` answers an error without the work, `delay` answers late, `hang` never
 * answers, `refuse` cuts the connection before the work, `cut` after it, and `late` answers after the client's
 * timeout. Clearing the faults lets waiting requests go on.
 */
export const faultSchema = z.strictObject({
  mode: z.enum(['status', 'delay', 'hang', 'refuse', 'cut', 'late']),
  /** Only requests whose path contains this. */
  path: z.string().default(''),
  method: z.string().optional(),
  /** How many requests it hits, unlimited when absent. */
  times: z.number().int().positive().optional(),
  /** The share of matching requests it hits. */
  rate: z.number().min(0).max(1).default(1),
  /** Hits only the first requests to a share of the paths, so that a client that repeats gets through. */
  first: z.number().int().positive().optional(),
  status: z.number().int().min(400).max(599).default(500),
  retry_after: z.number().int().optional(),
  delay_ms: z.number().int().min(0).default(0),
});

export type Fault = z.infer<typeof faultSchema>;

/** The faults of one provider, with a random source whose seed repeats a run. */
export class Faults {
  private active: Fault[] = [];
  /** How many first requests to each path a fault has yet to hit. */
  private readonly firsts = new WeakMap<Fault, Map<string, number>>();
  /** How many requests could be hit, and how many were. */
  requests = 0;
  hits = 0;
  /** Lets each request go on that a fault holds up. */
  private readonly held = new Set<() => void>();
  constructor(private readonly random: () => number = Math.random) {}

  list(): readonly Fault[] {
    return this.active;
  }

  add(fault: Fault): void {
    this.active.push(fault);
  }

  clear(): void {
    this.active = [];
    for (const goOn of this.held) goOn();
  }

  /** Delays a request, at most until the faults are cleared. */
  async hold(ms: number): Promise<void> {
    let goOn = () => {};
    const over = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const timer = setTimeout(goOn, ms);
    this.held.add(goOn);
    await over;
    clearTimeout(timer);
    this.held.delete(goOn);
  }

  /** Picks the first fault that hits this request and counts it down. */
  take(method: string, path: string): Fault | undefined {
    this.requests += 1;
    const fault = this.active.find(
      (candidate) =>
        path.includes(candidate.path) &&
        (candidate.method === undefined || candidate.method === method) &&
        this.isDrawn(candidate, path),
    );
    if (fault) this.hits += 1;
    if (fault?.times !== undefined) {
      fault.times -= 1;
      if (fault.times === 0) this.active = this.active.filter((candidate) => candidate !== fault);
    }
    return fault;
  }

  private isDrawn(fault: Fault, path: string): boolean {
    if (fault.first === undefined) return this.random() < fault.rate;
    const firsts = this.firsts.get(fault) ?? new Map<string, number>();
    this.firsts.set(fault, firsts);
    const left = firsts.get(path) ?? (this.random() < fault.rate ? fault.first : 0);
    firsts.set(path, left - 1);
    return left > 0;
  }
}
