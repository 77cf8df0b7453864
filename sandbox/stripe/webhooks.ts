import { SANDBOX_KEYS } from '../providers';
import { sendRequest } from '../send-request';
import { listensTo } from './emit';
import type { StripeEvent, WebhookEndpoint } from './objects';
import { signatureHeader } from './sign';
import type { World } from './world';

const BACKOFF_MS = [200, 1_000, 5_000, 15_000, 60_000];
const GIVE_UP_AFTER_MS = 60 * 60_000;
const ANSWER_TIMEOUT_MS = 10_000;
const AT_ONCE = 16;
const SHUFFLE_WINDOW_MS = 400;

export type Attempt = { at_ms: number; status: number | null; error: string | null };

/** One copy of an event on its way to one endpoint. */
export type Delivery = {
  event: StripeEvent;
  endpoint: WebhookEndpoint;
  state: 'waiting' | 'sending' | 'delivered' | 'dropped' | 'gave_up';
  since_ms: number;
  attempts: Attempt[];
};

/** Sends events to the endpoints until they answer 2xx, with the switches of `settings.webhooks`. */
export class WebhookSender {
  readonly deliveries = new Set<Delivery>();
  private readonly waiting = new Map<Delivery, () => void>();
  private readonly ready: Delivery[] = [];
  private readonly sending = new Set<Promise<void>>();
  private readonly closing = new AbortController();
  private held: Delivery[] | null = null;

  constructor(private readonly world: World) {}

  get paused(): boolean {
    return this.held !== null;
  }

  enqueue(event: StripeEvent): void {
    const { settings, clock, endpoints } = this.world;
    for (const endpoint of endpoints.values()) {
      if (!listensTo(endpoint, event.type)) continue;
      const dropped = settings.webhooks.drop > 0;
      if (dropped) settings.webhooks.drop -= 1;
      for (let copy = 0; copy <= (dropped ? 0 : settings.webhooks.duplicate); copy += 1) {
        const delivery: Delivery = {
          event,
          endpoint,
          state: dropped ? 'dropped' : 'waiting',
          since_ms: clock.nowMs(),
          attempts: [],
        };
        this.deliveries.add(delivery);
        if (!dropped) this.wait(delivery, settings.webhooks.delay_ms + this.shuffleMs());
      }
    }
  }

  /** Keeps events back until `resume`. */
  pause(): void {
    this.held ??= [];
  }

  resume(): void {
    const held = this.held ?? [];
    this.held = null;
    for (const delivery of this.ordered(held)) this.start(delivery);
  }

  /** Sends every waiting event once, without its delay. Returns how many are still undelivered. */
  async flush(): Promise<number> {
    this.resume();
    const tried = new Set<Delivery>();
    for (;;) {
      const due = [...this.waiting.keys()].filter((delivery) => !tried.has(delivery));
      for (const delivery of this.ordered(due)) {
        tried.add(delivery);
        this.start(delivery);
      }
      if (this.sending.size === 0 && due.length === 0) return this.waiting.size;
      await Promise.all(this.sending);
    }
  }

  clear(): void {
    for (const cancel of this.waiting.values()) cancel();
    this.waiting.clear();
    this.ready.length = 0;
    this.deliveries.clear();
    this.held = null;
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.clear();
    await Promise.all(this.sending);
  }

  private wait(delivery: Delivery, delayMs: number): void {
    delivery.state = 'waiting';
    this.waiting.set(
      delivery,
      this.world.clock.after(delayMs, () => this.start(delivery)),
    );
  }

  private start(delivery: Delivery): void {
    this.waiting.get(delivery)?.();
    this.waiting.delete(delivery);
    if (this.held) this.held.push(delivery);
    else if (this.sending.size >= AT_ONCE) this.ready.push(delivery);
    else {
      const sent = this.send(delivery).finally(() => {
        this.sending.delete(sent);
        const next = this.ready.shift();
        if (next) this.start(next);
      });
      this.sending.add(sent);
    }
  }

  private async send(delivery: Delivery): Promise<void> {
    const { clock } = this.world;
    delivery.state = 'sending';
    const attempt = await this.post(delivery);
    if (!this.deliveries.has(delivery)) return;
    delivery.attempts.push(attempt);
    if (attempt.status !== null && attempt.status >= 200 && attempt.status < 300) {
      delivery.state = 'delivered';
      delivery.event.pending_webhooks = Math.max(0, delivery.event.pending_webhooks - 1);
    } else if (clock.nowMs() - delivery.since_ms > GIVE_UP_AFTER_MS) delivery.state = 'gave_up';
    else this.wait(delivery, BACKOFF_MS[Math.min(delivery.attempts.length, BACKOFF_MS.length) - 1] ?? 0);
  }

  private async post({ event, endpoint }: Delivery): Promise<Attempt> {
    const body = JSON.stringify(event, null, 2);
    const at_ms = this.world.clock.nowMs();
    try {
      const { status } = await sendRequest(endpoint.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
          // The receiver compares with its own clock, so this one ignores the sandbox's.
          'stripe-signature': signatureHeader(body, this.secrets(), Math.floor(Date.now() / 1000)),
        },
        body,
        timeoutMs: ANSWER_TIMEOUT_MS,
        closing: this.closing.signal,
      });
      return { at_ms, status, error: null };
    } catch (error) {
      return { at_ms, status: null, error: error instanceof Error ? error.message : String(error) };
    }
  }

  private secrets(): string[] {
    const { webhooks } = this.world.settings;
    if (webhooks.bad_signature > 0) {
      webhooks.bad_signature -= 1;
      return ['whsec_of_somebody_else'];
    }
    const { also_sign_with: other } = webhooks;
    return other === null
      ? [SANDBOX_KEYS.STRIPE_WEBHOOK_SECRET]
      : [other, SANDBOX_KEYS.STRIPE_WEBHOOK_SECRET];
  }

  private ordered(deliveries: readonly Delivery[]): readonly Delivery[] {
    return this.world.settings.webhooks.shuffle ? shuffled(deliveries) : deliveries;
  }

  private shuffleMs(): number {
    return this.world.settings.webhooks.shuffle ? Math.random() * SHUFFLE_WINDOW_MS : 0;
  }
}

const shuffled = <T>(items: readonly T[]): T[] =>
  items
    .map((item) => ({ item, place: Math.random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item);
