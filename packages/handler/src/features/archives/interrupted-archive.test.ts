// Commands that meet a conversation whose archiving was cut short.
import { createFakeClock } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { createBench, textMessage } from '../../../test/bench.ts';
import { button, contentsOf, sessionsOf } from '../../../test/people.ts';

const ARCHIVE = { update_id: 900, message: textMessage('/archive 1', 800) };
/** More writes than archiving two messages makes. */
const WRITES = 10;

const interruptedAfter = async (writes: number) => {
  const clock = createFakeClock(undefined, { mode: 'auto' });
  const bench = createBench({ clock });
  await bench.send('How do bees fly?');
  bench.stores.failAfterWrites(writes);
  await bench.deliver(ARCHIVE);
  bench.stores.failAfterWrites(undefined);
  await clock.advance(61_000);
  return bench;
};

test('/delete leaves nothing of it, at whatever write it stopped, and the archiving does not bring it back', async () => {
  for (let writes = 0; writes <= WRITES; writes += 1) {
    const bench = await interruptedAfter(writes);
    await bench.send('/delete 1');
    await bench.tap(button(bench, 'Delete'));
    await bench.deliver(ARCHIVE, { receiveCount: 2 });
    const { archives, items } = bench.stores.dump();
    const left = items.map(({ sk }) => sk).filter((sk) => /^(MODEL|MESSAGE)#/.test(sk));
    expect({ archives, left }, `after ${writes} writes`).toEqual({ archives: {}, left: [] });
  }
});

test('/export and a new question find it whole, at whatever write it stopped', async () => {
  for (let writes = 0; writes <= WRITES; writes += 1) {
    const bench = await interruptedAfter(writes);
    await bench.send('/export 1');
    const contents = JSON.parse(bench.documents.at(-1)?.text ?? '{}').conversation.map(
      ({ content }: { content: string }) => content,
    );
    expect(contents, `after ${writes} writes`).toEqual(['How do bees fly?', 'An answer']);
    const [session] = await sessionsOf(bench);
    if (session?.archivePath !== '') continue;
    await bench.send('And wasps?');
    await bench.deliver(ARCHIVE, { receiveCount: 2 });
    await bench.send('/restore 1');
    expect(await contentsOf(bench), `after ${writes} writes`).toHaveLength(4);
  }
});
