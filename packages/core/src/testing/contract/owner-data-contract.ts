// What forgetting and moving all data of an owner promise, also when they are stopped half-way.

import { describe, expect, it } from 'vitest';
import { refOf, type Session } from '../../session/session.ts';
import { bodyText, textBody } from '../memory-bodies.ts';
import type { Stores } from '../memory-stores.ts';
import { SAMPLE_MS, sampleAttachments, sampleMessage, sampleSession } from '../samples.ts';
import { collect, type Made, newGroup, useSubject } from './subject.ts';

export type OwnerDataSubject = Omit<
  Stores,
  'access' | 'turns' | 'reminders' | 'briefings' | 'extras' | 'suggestions' | 'due' | 'ticks'
> & {
  /** Simulates a crash: after so many further writes every write throws, until undefined is given. */
  failAfterWrites(writes: number | undefined): void;
};

const FAR = 1000;

export const ownerDataContract = (make: () => Promise<Made<OwnerDataSubject>>): void => {
  describe('all data of an owner', () => {
    const subject = useSubject(make);

    const HEADER = '{"kept":"of an import"}';
    const HOURS = { days: [1, 5], from: '09:00', until: '17:00' };

    /** Two live sessions, the first one imported, an archived one, a profile, a stop and a claim. */
    const furnish = async (owner: number): Promise<void> => {
      const { sessions, messages, profiles, archives, files, stops, claims } = subject();
      await profiles.takeNumbers(owner, 3);
      for (const number of [1, 2]) {
        const sessionId = `old-${number}`;
        await messages.putMany(
          owner,
          sessionId,
          Array.from({ length: 30 }, (_, n) =>
            sampleMessage(n, n === 0 ? { attachments: sampleAttachments() } : {}),
          ),
        );
        const session = sampleSession({ owner, sessionId, number, messageCount: 30 });
        await sessions.create(session, number === 1 ? HEADER : undefined);
      }
      const archivePath = await archives.write(owner, 'old-3', textBody('{"conversation":[]}'));
      await files.write(owner, 'u4', textBody('{"pages":[]}'));
      await sessions.create(sampleSession({ owner, sessionId: 'old-3', number: 3, archivePath }));
      const active = { sessionId: 'old-2', bornWith: 'llama3.2:3b' };
      const settings = { defaultModel: 'old:1b', streaming: 'off', workingHours: HOURS } as const;
      const names = { firstName: 'Old', letIn: true };
      await profiles.update(owner, { ...names, ...settings, active, updatedAtMs: SAMPLE_MS });
      await stops.write(owner, { stop: { upToUpdateId: 3, atMs: SAMPLE_MS } });
      const claim = await claims.claim(owner, 'u77', { kind: 'message', nowMs: SAMPLE_MS, leaseMs: 1000 });
      if (claim.status === 'claimed') await claims.finish(claim.claim, 'answered', SAMPLE_MS);
    };

    const everything = async (owner: number) => {
      const { sessions, messages, profiles, archives, files, stops, claims } = subject();
      const all = await sessions.list(owner);
      const texts = await Promise.all(
        all.map(async ({ sessionId }) => (await collect(messages.oldestFirst(owner, sessionId))).length),
      );
      const header = await sessions.importedFrom(refOf(sampleSession({ owner, sessionId: 'old-1' })));
      return {
        sessions: all,
        messages: texts,
        header,
        profile: await profiles.get(owner),
        archives: await archives.list(owner),
        files: await files.list(owner),
        stop: (await stops.read(owner)).stop,
        outcome: await claims.outcomeOf(owner, 'u77'),
      };
    };

    const NOTHING = {
      sessions: [],
      messages: [],
      header: undefined,
      profile: undefined,
      archives: [],
      files: [],
      stop: undefined,
    };

    const numbers = (sessions: Session[]) =>
      Object.fromEntries(sessions.map(({ sessionId, number }) => [sessionId, number]));

    /** Repeats an action, allowing one more write each time, until it completes. */
    const stopAtEveryStep = async (
      action: () => Promise<void>,
      afterStop = async () => {},
    ): Promise<number> => {
      for (let writes = 0; writes < FAR; writes += 1) {
        subject().failAfterWrites(writes);
        try {
          await action();
          return writes;
        } catch {
          subject().failAfterWrites(undefined);
          await afterStop();
        } finally {
          subject().failAfterWrites(undefined);
        }
      }
      throw new Error('It never got through');
    };

    it('is removed but for the counter and the claims', async () => {
      const { ownerData, archives, profiles, messages } = subject();
      const owner = newGroup();
      const neighbour = newGroup();
      await furnish(owner);
      await furnish(neighbour);
      await ownerData.removeAll(owner);
      expect(await everything(owner)).toEqual({
        ...NOTHING,
        archives: ['old-3'],
        files: ['u4'],
        outcome: 'answered',
      });
      expect(await collect(messages.oldestFirst(owner, 'old-1'))).toEqual([]);
      expect(await archives.list(owner)).toEqual(['old-3']);
      expect(await profiles.takeNumbers(owner, 1)).toBe(4);
      await profiles.update(owner, { updatedAtMs: 9 });
      const left = { letIn: true, createdAtMs: 9, updatedAtMs: 9, nextNumber: 5 };
      expect(await profiles.get(owner)).toEqual({ owner, ...left });
      expect(await everything(neighbour)).toMatchObject({
        messages: [30, 30, 0],
        header: HEADER,
        outcome: 'answered',
      });
    });

    it('is removed although removing was stopped at every step', async () => {
      const { ownerData, profiles } = subject();
      const owner = newGroup();
      await furnish(owner);
      expect(await stopAtEveryStep(() => ownerData.removeAll(owner))).toBeGreaterThan(0);
      expect(await everything(owner)).toEqual({
        ...NOTHING,
        archives: ['old-3'],
        files: ['u4'],
        outcome: 'answered',
      });
      expect(await profiles.takeNumbers(owner, 1)).toBe(4);
    });

    it('can be removed where there is nothing', async () => {
      const owner = newGroup();
      await subject().ownerData.removeAll(owner);
      expect(await everything(owner)).toEqual({ ...NOTHING, outcome: undefined });
      expect(await subject().profiles.takeNumbers(owner, 1)).toBe(1);
    });

    it('moves whole to a new owner', async () => {
      const { ownerData, archives } = subject();
      const [from, to] = [newGroup(), newGroup()];
      await furnish(from);
      const before = await everything(from);
      await ownerData.move(from, to);
      const after = await everything(to);
      expect(after).toEqual({
        ...before,
        sessions: before.sessions.map((session) => ({
          ...session,
          owner: to,
          chatId: to,
          archivePath: session.archivePath && `archives/${to}/old-3.json`,
        })),
        profile: { ...before.profile, owner: to },
        outcome: undefined,
      });
      const [first] = await collect(subject().messages.oldestFirst(to, 'old-1'));
      expect(first?.attachments).toEqual(sampleAttachments());
      expect(await bodyText(await archives.read(to, 'old-3'))).toBe('{"conversation":[]}');
      expect(await everything(from)).toEqual({ ...NOTHING, outcome: 'answered' });
    });

    it('moves whole although moving was stopped at every step', async () => {
      const { ownerData } = subject();
      const [from, to] = [newGroup(), newGroup()];
      await furnish(from);
      const before = await everything(from);
      expect(await stopAtEveryStep(() => ownerData.move(from, to))).toBeGreaterThan(5);
      expect(await everything(to)).toMatchObject({
        messages: before.messages,
        header: HEADER,
        archives: before.archives,
        stop: before.stop,
        profile: { firstName: 'Old', nextNumber: 4, active: { sessionId: 'old-2' } },
      });
      expect(numbers((await everything(to)).sessions)).toEqual({ 'old-1': 1, 'old-2': 2, 'old-3': 3 });
      expect(await everything(from)).toEqual({ ...NOTHING, outcome: 'answered' });
    });

    it('shows a session at the new owner only whole, and a repeat leaves it as it became there', async () => {
      const { ownerData, sessions, messages } = subject();
      const [from, to] = [newGroup(), newGroup()];
      await furnish(from);
      const seen = new Set<string>();
      await stopAtEveryStep(
        () => ownerData.move(from, to),
        async () => {
          for (const session of await sessions.list(to)) {
            if (seen.has(session.sessionId) || session.archivePath !== '') continue;
            seen.add(session.sessionId);
            expect(await collect(messages.oldestFirst(to, session.sessionId))).toHaveLength(30);
            const header = await sessions.importedFrom(refOf(session));
            expect(header).toBe(session.sessionId === 'old-1' ? HEADER : undefined);
            await sessions.update(refOf(session), { title: 'Went on' });
            await messages.update(to, session.sessionId, sampleMessage(0).key, { content: 'Went on' });
          }
        },
      );
      expect(seen.size).toBeGreaterThan(0);
      for (const sessionId of seen) {
        const [first] = await collect(messages.oldestFirst(to, sessionId));
        expect(first?.content).toBe('Went on');
        const session = (await sessions.list(to)).find((one) => one.sessionId === sessionId);
        expect(session?.title).toBe('Went on');
      }
    });

    it('joins what the new owner has already: moved numbers stay, clashing ones are given anew', async () => {
      const { ownerData, sessions, profiles, stops } = subject();
      const [from, to] = [newGroup(), newGroup()];
      await furnish(from);
      await profiles.takeNumbers(to, 7);
      for (const number of [2, 6]) {
        await sessions.create(sampleSession({ owner: to, sessionId: `new-${number}`, number, title: 'New' }));
      }
      const active = { sessionId: 'new-6', bornWith: 'llama3.2:3b' };
      const own = { username: 'new', defaultModel: 'new:1b' };
      await profiles.update(to, { ...own, active, updatedAtMs: SAMPLE_MS + 5 });
      await stops.write(to, { stop: { upToUpdateId: 8, atMs: SAMPLE_MS + 5 } });
      await stopAtEveryStep(() => ownerData.move(from, to));
      const merged = await everything(to);
      const { 'new-2': renumbered = 0, ...others } = numbers(merged.sessions);
      expect(others).toEqual({ 'old-1': 1, 'old-2': 2, 'old-3': 3, 'new-6': 6 });
      expect(renumbered).toBeGreaterThanOrEqual(8);
      expect(merged.profile).toMatchObject({
        ...{ firstName: 'Old', streaming: 'off', workingHours: HOURS },
        ...own,
        active,
        updatedAtMs: SAMPLE_MS + 5,
      });
      expect(merged.profile?.nextNumber).toBeGreaterThan(renumbered);
      expect(merged.stop).toEqual({ upToUpdateId: 8, atMs: SAMPLE_MS + 5 });
    });

    it('raises the counter of the new owner above the moved numbers', async () => {
      const { ownerData, profiles, sessions } = subject();
      const [from, to] = [newGroup(), newGroup()];
      await furnish(from);
      const number = await profiles.takeNumbers(to, 1);
      await sessions.create(sampleSession({ owner: to, sessionId: 'new-1', number }));
      await ownerData.move(from, to);
      expect(numbers(await sessions.list(to))).toEqual({ 'old-1': 1, 'old-2': 2, 'old-3': 3, 'new-1': 4 });
      expect(await profiles.takeNumbers(to, 1)).toBe(5);
    });

    it('stays as it is when it moves again, to itself, or from nowhere', async () => {
      const { ownerData } = subject();
      const [from, to, nowhere] = [newGroup(), newGroup(), newGroup()];
      await furnish(from);
      await ownerData.move(from, to);
      const moved = await everything(to);
      await ownerData.move(from, to);
      await ownerData.move(to, to);
      await ownerData.move(nowhere, to);
      expect(await everything(to)).toEqual(moved);
      expect(await subject().profiles.get(nowhere)).toBeUndefined();
    });
  });
};
