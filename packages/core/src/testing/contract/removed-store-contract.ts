// What every store of removed reminders promises.
import { describe, expect, it } from 'vitest';
import type { DueIndex } from '../../reminder/due-index.ts';
import type { Removed, RemovedStore } from '../../reminder/removed.ts';
import { SAMPLE_MS, sampleReminder } from '../samples.ts';
import { type Made, useSubject } from './subject.ts';

export interface RemovedStoreSubject {
  removed: RemovedStore;
  due: DueIndex;
}

export const removedStoreContract = (make: () => Promise<Made<RemovedStoreSubject>>): void => {
  describe('a store of removed reminders', () => {
    const subject = useSubject(make);
    const sample = (more: Partial<Removed> = {}): Removed => ({
      ...{ owner: 41, by: 'one', snoozes: [SAMPLE_MS + 5], untilMs: SAMPLE_MS + 600_000 },
      reminder: sampleReminder({ owner: 41, leadMs: 60_000, last: { dueMs: 1, atMs: 2, outcome: 'late' } }),
      ...more,
    });

    it('gives one back as it was, until it is taken away', async () => {
      const { removed } = subject();
      expect(await removed.get(41, 'one')).toBeUndefined();
      await removed.put(sample());
      expect(await removed.get(41, 'one')).toEqual(sample());
      expect(await removed.get(42, 'one')).toBeUndefined();
      await removed.remove(41, 'one');
      await removed.remove(41, 'one');
      expect(await removed.get(41, 'one')).toBeUndefined();
    });

    it('has it due when its time is over, and not when it would have rung', async () => {
      const { due, removed } = subject();
      await removed.put(sample({ snoozes: [] }));
      const found = [];
      for await (const item of due.dueBetween(0, SAMPLE_MS * 2)) found.push(item);
      expect(found).toEqual([{ owner: 41, sk: 'TRASH#one', dueMs: SAMPLE_MS + 600_000 }]);
      expect(await removed.get(41, 'one')).toEqual(sample({ snoozes: [] }));
    });

    it('sweeps what is over, of one owner, and nothing else', async () => {
      const { removed } = subject();
      await removed.put(sample({ by: 'older', untilMs: SAMPLE_MS }));
      await removed.put(sample({ by: 'newer', untilMs: SAMPLE_MS + 1 }));
      await removed.put(sample({ owner: 43, by: 'older', untilMs: SAMPLE_MS }));
      await removed.sweep(41, SAMPLE_MS);
      expect(await removed.get(41, 'older')).toBeUndefined();
      expect(await removed.get(41, 'newer')).toBeDefined();
      expect(await removed.get(43, 'older')).toBeDefined();
    });
  });
};
