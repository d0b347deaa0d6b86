// The product's own dispatcher as a process that can be killed: composed from its environment as in Lambda, for one tick.
// Only its clock is another.
import { composeDispatcher, silentMeter } from '@steward/handler';
import { createFastClock } from './fast-clock.ts';
import { createProcessLog } from './process-log.ts';

const TIMEOUT_MS = 300_000;

const tick = composeDispatcher(process.env, {
  clock: createFastClock(Number(process.env.CLOCK_EPOCH)),
  log: createProcessLog({}),
  meter: silentMeter,
});
await tick(() => TIMEOUT_MS);
// Also when Node.js keeps the connection to who started it.
process.disconnect();
