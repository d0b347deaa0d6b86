// A fresh process with the worker's bundle, as in Lambda: works on the update it is given and tells the time and the
// memory that took. Plain JavaScript, because stripping types costs memory of its own.
import { once } from 'node:events';

const [bundle] = process.argv.slice(2);
const { handler } = await import(bundle);
const [update] = await once(process, 'message');
const LAMBDA_MS = 15 * 60_000;

const record = {
  messageId: 'm',
  receiptHandle: 'r',
  body: JSON.stringify(update),
  attributes: { ApproximateReceiveCount: '1' },
};
const endsMs = Date.now() + LAMBDA_MS;
const context = { awsRequestId: 'bench', getRemainingTimeInMillis: () => endsMs - Date.now() };

const startMb = process.memoryUsage.rss() / 1e6;
const startedMs = performance.now();
const { batchItemFailures } = await handler({ Records: [record] }, context);
process.send(
  {
    seconds: (performance.now() - startedMs) / 1000,
    startMb,
    peakMb: (process.resourceUsage().maxRSS * 1024) / 1e6,
    done: batchItemFailures.length === 0,
  },
  () => process.exit(0),
);
