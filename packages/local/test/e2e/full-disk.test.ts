// A disk that is full while the product runs, is started again, and has room again.
import { join } from 'node:path';
import { mountSmallDisk, type SmallDisk } from '@steward/stand-ins/testing';
import { describe, expect, test } from 'vitest';
import { startProduct } from './start-product.ts';
import { startWorld } from './world.ts';

const mounted = mountSmallDisk('6m');

describe.skipIf(!mounted)('a full disk', { timeout: 180_000 }, () => {
  const disk = mounted as SmallDisk;

  test('ends nothing that runs, is said in one sentence at a start, and loses nothing', async () => {
    const world = await startWorld({ asleep: true });
    world.environment.DATA_DIR = join(disk.path, 'data');
    try {
      await world.start();
      const ada = world.person('Ada');
      await ada.asks('Before', 'You asked: Before');
      await disk.fill();
      ada.says('Meanwhile');
      // Which write meets the full disk first, the message's or the answer's, is not ours to choose.
      await world.product().printed(/cannot be stored|storage-unavailable/);
      expect(world.product().exitCode()).toBeUndefined();
      await world.product().kill9();

      const failed = startProduct(world.environment);
      expect(await failed.ended).toBe(1);
      const lines = failed.output().trim().split('\n');
      expect(lines).toEqual([expect.stringMatching(/^Steward cannot start: The disk .* is full\. /)]);

      await disk.makeRoom();
      await world.start();
      await ada.reads('You asked: Meanwhile');
      await ada.asks('/history', 'Before');
      expect(ada.texts().filter((text) => text.startsWith('You asked'))).toHaveLength(2);
      expect(world.product().output()).not.toMatch(/damaged|set aside/);
    } finally {
      await world.close();
      await disk.close();
    }
  });
});
