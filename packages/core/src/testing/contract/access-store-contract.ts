// What every store of who is let in promises. There is one list and one code, so each test begins with a store of its own.
import { describe, expect, it } from 'vitest';
import {
  type AccessStore,
  NOBODY,
  standingOf,
  withOwner,
  withoutName,
  withQuestion,
  withStanding,
} from '../../access/access-list.ts';
import { SAMPLE_MS } from '../samples.ts';
import type { Made } from './subject.ts';

const using =
  (make: () => Promise<Made<{ access: AccessStore }>>, test: (access: AccessStore) => Promise<void>) =>
  async (): Promise<void> => {
    const made = await make();
    try {
      await test(made.access);
    } finally {
      await made.close?.();
    }
  };

export const accessStoreContract = (make: () => Promise<Made<{ access: AccessStore }>>): void => {
  describe('a store of who is let in', () => {
    it(
      'knows nobody at first, and then what was written',
      using(make, async (access) => {
        expect(await access.read()).toEqual(NOBODY);
        const asked = await access.change((list) =>
          withQuestion(withOwner(list, 7), { id: -5, name: 'Family', atMs: SAMPLE_MS }),
        );
        expect(await access.read()).toEqual(asked);
        expect(asked).toMatchObject({
          ownerId: 7,
          chats: [{ id: -5, standing: 'asked', name: 'Family', atMs: SAMPLE_MS }],
          today: { day: '2023-11-14', cards: 1, others: 0 },
        });
        const allowed = { id: -5, standing: 'in', atMs: SAMPLE_MS + 1 } as const;
        await access.change((list) => withoutName(withStanding(list, allowed), -5));
        expect((await access.read()).chats).toEqual([allowed]);
        expect(await access.change((list) => list)).toEqual(await access.read());
      }),
    );

    it(
      'loses nothing when several write at once',
      using(make, async (access) => {
        const ids = Array.from({ length: 8 }, (_, index) => index + 1);
        await Promise.all(
          ids.map((id) =>
            access.change((list) => withStanding(list, { id, standing: 'in', atMs: SAMPLE_MS })),
          ),
        );
        const list = await access.read();
        expect(ids.map((id) => standingOf(list, id))).toEqual(ids.map(() => 'in'));
      }),
    );

    it(
      'gives a code to one person, once, in its time',
      using(make, async (access) => {
        const code = { hash: 'a'.repeat(64), expiresAtMs: SAMPLE_MS };
        expect(await access.redeem(code.hash, 1, 0)).toBe(false);
        await access.offer(code);
        expect(await access.redeem('b'.repeat(64), 1, SAMPLE_MS - 1)).toBe(false);
        expect(await access.redeem(code.hash, 1, SAMPLE_MS)).toBe(false);
        const brought = await Promise.all([1, 2, 3].map((id) => access.redeem(code.hash, id, SAMPLE_MS - 1)));
        expect(brought.filter(Boolean)).toHaveLength(1);
        const first = brought.indexOf(true) + 1;
        // After a crash the same update brings it again.
        expect(await access.redeem(code.hash, first, SAMPLE_MS - 1)).toBe(true);
        await access.offer({ ...code, hash: 'c'.repeat(64) });
        expect(await access.redeem(code.hash, first, SAMPLE_MS - 1)).toBe(false);
        expect(await access.redeem('c'.repeat(64), 9, SAMPLE_MS - 1)).toBe(true);
      }),
    );
  });
};
