// What an import costs that parses the file as a whole: the obvious way. It loads the file and makes the items that would
// be written, and writes none of them.
import { once } from 'node:events';

const [{ url }] = await once(process, 'message');
const startMb = process.memoryUsage.rss() / 1e6;
const startedMs = performance.now();
const text = await (await fetch(url)).text();
const file = JSON.parse(text);
const conversations = (Array.isArray(file) ? file : [file]).filter(({ conversation }) =>
  Array.isArray(conversation),
);
const items = conversations.flatMap(({ conversation }) =>
  conversation.map(({ role, content, ts }, index) => ({
    pk: { N: '1' },
    sk: { S: `MESSAGE#${index}` },
    role: { S: role },
    content: { S: content },
    ts: { N: String(ts) },
  })),
);
process.send(
  {
    seconds: (performance.now() - startedMs) / 1000,
    startMb,
    peakMb: (process.resourceUsage().maxRSS * 1024) / 1e6,
    done: items.length >= 0,
  },
  () => process.exit(0),
);
