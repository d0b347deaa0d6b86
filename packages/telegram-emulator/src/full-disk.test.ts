import { join } from 'node:path';
import { mountSmallDisk, type SmallDisk } from '@steward/stand-ins/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { createTelegramEmulator } from './emulator.ts';

const mounted = mountSmallDisk('1m');

describe.skipIf(!mounted)('the journal on a full disk', () => {
  const disk = mounted as SmallDisk;
  afterAll(() => disk.close());

  it('takes a message whole or not at all, and goes on once there is room', async () => {
    const said: string[] = [];
    const open = () =>
      createTelegramEmulator({
        journalPath: join(disk.path, 'journal.jsonl'),
        onDamage: (sentence) => said.push(sentence),
      });
    const before = open();
    const ada = before.addUser({ first_name: 'Ada' }).id;
    before.sendText(ada, ada, 'before');
    await disk.fill();
    // More than a page, so that a part of it finds room.
    for (let round = 0; round < 3; round += 1) {
      expect(() => before.sendText(ada, ada, 'x'.repeat(4_000).repeat(20))).toThrow(/ENOSPC/);
    }
    await disk.makeRoom();
    before.sendText(ada, ada, 'after');
    before.close();
    const after = open();
    expect(after.history(ada).map(({ text }) => text)).toEqual(['before', 'after']);
    expect(said).toEqual([]);
    after.close();
  });
});
