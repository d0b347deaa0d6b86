// What every store of stop signals promises.
import { describe, expect, it } from 'vitest';
import type { StopStore } from '../../work/claim.ts';
import { SAMPLE_MS } from '../samples.ts';
import { type Made, newGroup, newOwner, useSubject } from './subject.ts';

export const stopStoreContract = (make: () => Promise<Made<{ stops: StopStore }>>): void => {
  describe('a store of stop signals', () => {
    const subject = useSubject(make);

    it('gives back the signal that was written, to its owner only', async () => {
      const { stops } = subject();
      const owner = newGroup();
      expect(await stops.read(owner)).toEqual({});
      await stops.write(owner, { stop: { upToUpdateId: 5, atMs: SAMPLE_MS, botName: 'steward_bot' } });
      expect((await stops.read(owner)).stop).toEqual({
        upToUpdateId: 5,
        atMs: SAMPLE_MS,
        botName: 'steward_bot',
      });
      expect(await stops.read(newOwner())).toEqual({});
    });

    it('keeps the newer signal whole when an older one is delivered again', async () => {
      const { stops } = subject();
      const owner = newOwner();
      await stops.write(owner, { stop: { upToUpdateId: 5, atMs: SAMPLE_MS, botName: 'steward_bot' } });
      await stops.write(owner, { stop: { upToUpdateId: 9, atMs: SAMPLE_MS + 1 } });
      await stops.write(owner, { stop: { upToUpdateId: 5, atMs: SAMPLE_MS + 2, botName: 'steward_bot' } });
      expect((await stops.read(owner)).stop).toEqual({ upToUpdateId: 9, atMs: SAMPLE_MS + 1 });
    });

    it('takes a lower update id after Telegram began to count anew', async () => {
      const { stops } = subject();
      const owner = newOwner();
      const weekLater = SAMPLE_MS + 7 * 24 * 60 * 60 * 1000;
      await stops.write(owner, { stop: { upToUpdateId: 900, atMs: SAMPLE_MS } });
      await stops.write(owner, { stop: { upToUpdateId: 5, atMs: weekLater } });
      expect((await stops.read(owner)).stop).toEqual({ upToUpdateId: 5, atMs: weekLater });
    });

    it('keeps what was changed beside the stop, each whichever comes first', async () => {
      const { stops } = subject();
      for (const owner of [newOwner(), newGroup()]) {
        const stop = { upToUpdateId: 5, atMs: SAMPLE_MS };
        const edited = { messageId: 800, updateId: 7 };
        if (owner > 0) await stops.write(owner, { stop });
        await stops.write(owner, { edited: { messageId: 1, updateId: 2 } });
        await stops.write(owner, { edited });
        const join = { updateId: 8, date: 1_700_000_000 };
        await stops.write(owner, { join });
        const told = { updateId: 4 };
        await stops.write(owner, { told });
        if (owner < 0) await stops.write(owner, { stop });
        expect(await stops.read(owner)).toEqual({ stop, edited, join, told });
      }
    });

    it('takes a signal after the clock was set back by weeks', async () => {
      const { stops } = subject();
      const owner = newOwner();
      const far = SAMPLE_MS + 17 * 24 * 60 * 60 * 1000;
      await stops.write(owner, { stop: { upToUpdateId: 900, atMs: far } });
      await stops.write(owner, { stop: { upToUpdateId: 5, atMs: SAMPLE_MS } });
      expect((await stops.read(owner)).stop).toEqual({ upToUpdateId: 5, atMs: SAMPLE_MS });
    });
  });
};
