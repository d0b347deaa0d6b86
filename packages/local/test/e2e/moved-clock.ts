// Loaded into the product before all else: its clock begins at CLOCK_BEGINS_AT (Unix ms) and runs on. A message
// `{ moveMs }` moves it on at once, and what naps wakes. A function's own time is not counted by the clock.
const LONGEST_NAP_MS = 60_000;
const SystemDate = Date;
const wait = globalThis.setTimeout;
let aheadMs = Number(process.env.CLOCK_BEGINS_AT) - SystemDate.now();
const now = (): number => SystemDate.now() + aheadMs;

globalThis.Date = class extends SystemDate {
  constructor(...parts: [] | [string | number | Date]) {
    if (parts.length === 0) super(now());
    else super(...(parts as [string]));
  }
  static override now = now;
} as DateConstructor;

const sleeping = new Map<ReturnType<typeof setTimeout>, { dueMs: number; wake: () => void }>();

globalThis.setTimeout = Object.assign((run: (...values: unknown[]) => void, ms = 0, ...values: unknown[]) => {
  const wake = (): void => {
    sleeping.delete(timer);
    run(...values);
  };
  const timer = wait(wake, ms);
  if (ms <= LONGEST_NAP_MS) sleeping.set(timer, { dueMs: now() + ms, wake });
  return timer;
}, wait);

const forget = globalThis.clearTimeout;
globalThis.clearTimeout = (timer) => {
  sleeping.delete(timer as ReturnType<typeof setTimeout>);
  forget(timer);
};

process.on('message', ({ moveMs }: { moveMs: number }) => {
  aheadMs += moveMs;
  for (const [timer, { dueMs, wake }] of sleeping) {
    if (dueMs > now()) continue;
    forget(timer);
    wake();
  }
});
