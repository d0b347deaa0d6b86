// What every profile store promises.
import { describe, expect, it } from 'vitest';
import type { PendingPaste, ProfileStore, SendBudget } from '../../owner/profile.ts';
import { type Made, newGroup, newOwner, useSubject } from './subject.ts';

const pendingPaste: PendingPaste = {
  parts: [{ updateId: 5, key: 'k5', messageId: 50 }],
  sessionId: 's',
  bornWith: 'm:1b',
  senderId: 7,
  date: 1_700_000_000,
};

export const profileStoreContract = (make: () => Promise<Made<{ profiles: ProfileStore }>>): void => {
  describe('a profile store', () => {
    const subject = useSubject(make);

    it('knows nobody who never wrote', async () => {
      expect(await subject().profiles.get(newOwner())).toBeUndefined();
    });

    it('makes a profile with the first change and changes it later', async () => {
      const { profiles } = subject();
      const owner = newGroup();
      await profiles.update(owner, { firstName: 'Ada', username: 'ada', updatedAtMs: 1000 });
      const made = {
        owner,
        firstName: 'Ada',
        username: 'ada',
        createdAtMs: 1000,
        updatedAtMs: 1000,
        nextNumber: 1,
      };
      expect(await profiles.get(owner)).toEqual(made);
      await profiles.update(owner, { username: null, languageCode: 'de', updatedAtMs: 2000 });
      const { username: _gone, ...rest } = made;
      expect(await profiles.get(owner)).toEqual({ ...rest, languageCode: 'de', updatedAtMs: 2000 });
    });

    it('keeps everything there is to know', async () => {
      const { profiles } = subject();
      const owner = newOwner();
      const sendBudget: SendBudget = { calls: [1, 2, 3], blockedUntilMs: 99 };
      const all = {
        firstName: 'Ada',
        lastName: 'Lovelace',
        username: 'ada',
        languageCode: 'en',
        active: { sessionId: 's', bornWith: 'm:1b' },
        sendBudget,
        lastAtMs: 7,
        pendingPaste: { ...pendingPaste, threadId: 3, bytes: 9_000 },
        letIn: false,
        askedAtMs: 4,
        pairingTries: { sinceMs: 3, count: 2 },
        turns: { sinceMs: 4, count: 1 },
        usage: { days: [{ day: 20_000, turns: 2, tokens: 42 }], updateId: 7 },
        refusedAtMs: 5,
        refusedAlbum: 'album',
        movedFrom: -50,
        pause: { untilMs: 70, atMs: 60 },
        unreachableAtMs: 8,
        untoldAtMs: 9,
        suggestionsSinceMs: 11,
        think: 'on' as const,
        quiet: { from: '23:00', until: '06:30' },
        appLanguage: 'de' as const,
        defaultModel: 'm:1b',
        streaming: 'draft' as const,
        workingHours: { days: [1, 2, 3], from: '09:00', until: '17:00' },
        ...{ bufferMinutes: 10, noticeMinutes: 120, eventLeadMinutes: 30 },
        preferredHours: { from: '09:00', until: '12:00' },
        rules: [
          {
            kind: 'event' as const,
            words: ['dentist'],
            senders: ['@ada'],
            to: 'event' as const,
            target: { connection: 'c', calendar: 'w' },
          },
        ],
        asksWhen: { number: 3, day: '2027-03-12', atMs: 12 },
        forgottenAtMs: 13,
        modelFailure: { code: 'model-busy', model: 'm:1b', atMs: 6 },
        updatedAtMs: 10,
      };
      await profiles.update(owner, all);
      expect(await profiles.get(owner)).toEqual({ owner, ...all, createdAtMs: 10, nextNumber: 1 });
    });

    it('removes what is null', async () => {
      const { profiles } = subject();
      const owner = newOwner();
      const active = { sessionId: 's', bornWith: 'm:1b' };
      const sendBudget = { calls: [] };
      const workingHours = { days: [1], from: '09:00', until: '17:00' };
      const settings = { appLanguage: 'en', defaultModel: 'm:1b', streaming: 'off', workingHours } as const;
      await profiles.update(owner, { active, pendingPaste, sendBudget, refusedAtMs: 1, updatedAtMs: 1 });
      await profiles.update(owner, { ...settings, updatedAtMs: 1 });
      await profiles.update(owner, { active: null, pendingPaste: null, refusedAtMs: null, updatedAtMs: 2 });
      const unset = { appLanguage: null, defaultModel: null, streaming: null, workingHours: null };
      await profiles.update(owner, { ...unset, updatedAtMs: 2 });
      expect(await profiles.get(owner)).toEqual({
        owner,
        sendBudget: { calls: [] },
        createdAtMs: 1,
        updatedAtMs: 2,
        nextNumber: 1,
      });
    });

    it('marks a profile that is there, and makes none', async () => {
      const { profiles } = subject();
      const owner = newGroup();
      const marks = { pause: { untilMs: 20, atMs: 10 }, untoldAtMs: 10 };
      await profiles.mark(owner, marks);
      expect(await profiles.get(owner)).toBeUndefined();
      await profiles.takeNumbers(owner, 1);
      await profiles.mark(owner, marks);
      expect(await profiles.get(owner)).toBeUndefined();
      await profiles.update(owner, { firstName: 'Ada', unreachableAtMs: 9, updatedAtMs: 1 });
      await profiles.mark(owner, marks);
      const made = { owner, firstName: 'Ada', createdAtMs: 1, updatedAtMs: 1, nextNumber: 2 };
      expect(await profiles.get(owner)).toEqual({ ...made, ...marks, unreachableAtMs: 9 });
      await profiles.update(owner, { pause: null, unreachableAtMs: null, untoldAtMs: null, updatedAtMs: 1 });
      expect(await profiles.get(owner)).toEqual(made);
    });

    it('counts numbers from 1, also before there is a profile', async () => {
      const { profiles } = subject();
      const owner = newOwner();
      expect(await profiles.takeNumbers(owner, 1)).toBe(1);
      expect(await profiles.takeNumbers(owner, 3)).toBe(2);
      expect(await profiles.get(owner)).toBeUndefined();
      await profiles.update(owner, { updatedAtMs: 7 });
      expect(await profiles.get(owner)).toEqual({ owner, createdAtMs: 7, updatedAtMs: 7, nextNumber: 5 });
      expect(await profiles.takeNumbers(owner, 1)).toBe(5);
    });

    it('never gives a number twice to 50 who ask at once', async () => {
      const { profiles } = subject();
      const owner = newOwner();
      await profiles.update(owner, { updatedAtMs: 1 });
      const taken = await Promise.all(Array.from({ length: 50 }, () => profiles.takeNumbers(owner, 1)));
      expect(taken.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    });

    it('keeps owners apart', async () => {
      const { profiles } = subject();
      const owner = newOwner();
      const other = newOwner();
      await profiles.update(owner, { firstName: 'Ada', updatedAtMs: 1 });
      await profiles.takeNumbers(owner, 5);
      expect(await profiles.get(other)).toBeUndefined();
      expect(await profiles.takeNumbers(other, 1)).toBe(1);
    });
  });
};
