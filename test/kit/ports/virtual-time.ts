// Time of its own: while it is installed, timers of this process wait for it, and an hour passes as soon as nobody has
// anything left to do. Only timers are replaced; nothing here may wait for a socket.

export interface VirtualTime {
  /** Unix ms; never goes back. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** Runs `act` after so many ms. */
  after(ms: number, act: () => void): void;
  /** Lets time pass until the condition holds; throws when nothing would ever happen again, or after `limitMs`. */
  pass(until: () => boolean, limitMs: number): Promise<void>;
  uninstall(): void;
}

interface Timer {
  dueMs: number;
  order: number;
  run: () => void;
}

const START = Date.UTC(2026, 10, 21);
/** What was woken may need some turns of the event loop before it sleeps again. */
const TURNS = 3;

export const installVirtualTime = (): VirtualTime => {
  const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };
  const timers = new TimerHeap();
  let nowMs = START;
  let order = 0;

  const add = (ms: number, run: () => void): Timer => {
    // Whole milliseconds, as the machine's clock has them.
    const timer = { dueMs: nowMs + Math.ceil(Math.max(0, ms || 0)), order: order++, run };
    timers.push(timer);
    return timer;
  };
  const idle = async (): Promise<void> => {
    for (let turn = 0; turn < TURNS; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };

  const handles = new WeakMap<object, Timer>();
  globalThis.setTimeout = ((run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
    const handle = { ref: () => handle, unref: () => handle, hasRef: () => true, refresh: () => handle };
    handles.set(
      handle,
      add(ms, () => run(...args)),
    );
    return handle;
  }) as unknown as typeof setTimeout;
  globalThis.clearTimeout = ((handle: unknown) => {
    const timer = typeof handle === 'object' && handle !== null ? handles.get(handle) : undefined;
    if (timer) timer.run = () => {};
    else real.clearTimeout(handle as NodeJS.Timeout);
  }) as typeof clearTimeout;

  return {
    now: () => nowMs,
    sleep: (ms) => new Promise((resolve) => void add(ms, resolve)),
    after: (ms, act) => void add(ms, act),
    async pass(until, limitMs) {
      const endMs = nowMs + limitMs;
      for (await idle(); !until(); await idle()) {
        const next = timers.pop();
        if (!next) throw new Error('Everything waits, and nothing will happen any more');
        if (next.dueMs > endMs) throw new Error(`Not within ${limitMs} ms`);
        nowMs = Math.max(nowMs, next.dueMs);
        next.run();
      }
    },
    uninstall: () => void Object.assign(globalThis, real),
  };
};

/** The timer that is due first comes out first; of two at the same time the older one. */
class TimerHeap {
  readonly #items: Timer[] = [];

  push(timer: Timer): void {
    const items = this.#items;
    let index = items.push(timer) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isBefore(timer, items[parent] as Timer)) break;
      items[index] = items[parent] as Timer;
      index = parent;
    }
    items[index] = timer;
  }

  pop(): Timer | undefined {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    if (!first || !last || items.length === 0) return first;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && isBefore(items[child + 1] as Timer, items[child] as Timer)) child += 1;
      if (!isBefore(items[child] as Timer, last)) break;
      items[index] = items[child] as Timer;
      index = child;
    }
    items[index] = last;
    return first;
  }
}

const isBefore = (a: Timer, b: Timer): boolean =>
  a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.order < b.order);
