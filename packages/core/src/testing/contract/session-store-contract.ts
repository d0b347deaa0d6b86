// What every session store promises.
import { describe, expect, it } from 'vitest';
import { refOf, type SessionStore } from '../../session/session.ts';
import { SAMPLE_MS, sampleSession } from '../samples.ts';
import { codeOf, type Made, newGroup, newOwner, useSubject } from './subject.ts';

export const sessionStoreContract = (make: () => Promise<Made<{ sessions: SessionStore }>>): void => {
  describe('a session store', () => {
    const subject = useSubject(make);

    it('gives back a session as it was written', async () => {
      const { sessions } = subject();
      const plain = sampleSession({ owner: newOwner() });
      const full = sampleSession({
        owner: newGroup(),
        bornWith: 'hf.co/someone/a-model:Q4_K_M',
        chatId: -42,
        modelName: 'other:1b',
        archivePath: 'archives/1/s-1.json',
        systemPrompt: 'Be brief.',
        contextStart: '0000000000001#000000000001#000000',
        tokenRatio: 1.0625,
        pictureTokens: 1_240,
      });
      expect(await sessions.create(plain)).toEqual(plain);
      await sessions.create(full);
      expect(await sessions.get(refOf(plain))).toEqual(plain);
      expect(await sessions.get(refOf(full))).toEqual(full);
    });

    it('keeps an empty title', async () => {
      const { sessions } = subject();
      const session = sampleSession({ owner: newOwner(), title: '' });
      await sessions.create(session);
      expect((await sessions.get(refOf(session)))?.title).toBe('');
    });

    it('writes a session once: the stored one wins', async () => {
      const { sessions } = subject();
      const session = sampleSession({ owner: newOwner(), title: 'First' });
      await sessions.create(session);
      const again = await sessions.create({ ...session, title: 'Second', number: 9 });
      expect(again).toEqual(session);
      expect(await sessions.get(refOf(session))).toEqual(session);
    });

    it('keeps the header of an imported session beside it, as it was first written', async () => {
      const { sessions } = subject();
      const session = sampleSession({ owner: newGroup() });
      const other = sampleSession({ owner: session.owner, sessionId: 's-10', number: 2 });
      const header = `{"kept":"${'é'.repeat(15_000)}"}`;
      expect(await sessions.create(session, header)).toEqual(session);
      await sessions.create(session, '{}');
      await sessions.create(other);
      expect(await sessions.get(refOf(session))).toEqual(session);
      expect(await sessions.list(session.owner)).toEqual([session, other]);
      expect(await sessions.importedFrom(refOf(session))).toBe(header);
      expect(await sessions.importedFrom(refOf(other))).toBeUndefined();
      expect(await sessions.importedFrom({ ...refOf(session), owner: newGroup() })).toBeUndefined();
    });

    it('removes a header with its session, and with no other', async () => {
      const { sessions } = subject();
      const session = sampleSession({ owner: newOwner() });
      const other = sampleSession({ owner: session.owner, sessionId: 's-10', number: 2 });
      await sessions.create(session, '{"of":1}');
      await sessions.create(other, '{"of":2}');
      await sessions.update(refOf(session), { archivePath: 'archives/1/s-1.json' });
      expect(await sessions.importedFrom(refOf(session))).toBe('{"of":1}');
      await sessions.remove(refOf(session));
      expect(await sessions.importedFrom(refOf(session))).toBeUndefined();
      expect(await sessions.importedFrom(refOf(other))).toBe('{"of":2}');
    });

    it('lists live and archived sessions by number, and nobody else’s', async () => {
      const { sessions } = subject();
      const owner = newOwner();
      for (const number of [10, 2, 1]) {
        const archivePath = number === 2 ? `archives/${owner}/s-2.json` : '';
        const bornWith = `model-${10 - number}:1b`;
        await sessions.create(
          sampleSession({ owner, sessionId: `s-${number}`, number, bornWith, archivePath }),
        );
      }
      const stranger = newOwner();
      await sessions.create(sampleSession({ owner: stranger, number: 77 }));
      expect((await sessions.list(owner)).map(({ number }) => number)).toEqual([1, 2, 10]);
      expect((await sessions.list(stranger)).map(({ number }) => number)).toEqual([77]);
      expect(await sessions.list(newOwner())).toEqual([]);
    });

    it('never finds a session under another owner', async () => {
      const { sessions } = subject();
      const session = sampleSession({ owner: newOwner() });
      await sessions.create(session);
      expect(await sessions.get({ ...refOf(session), owner: newOwner() })).toBeUndefined();
    });

    it('lists more than a megabyte of sessions', async () => {
      const { sessions } = subject();
      const owner = newOwner();
      const systemPrompt = 'x'.repeat(200_000);
      for (let number = 1; number <= 7; number += 1) {
        await sessions.create(sampleSession({ owner, sessionId: `s-${number}`, number, systemPrompt }));
      }
      expect((await sessions.list(owner)).map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    });

    it('changes what it is told, removes what is null and returns the session', async () => {
      const { sessions } = subject();
      const session = sampleSession({ owner: newOwner(), systemPrompt: 'Be brief.', tokenRatio: 1.5 });
      await sessions.create(session);
      const changed = await sessions.update(refOf(session), {
        title: 'Trains',
        modelName: 'other:7b',
        systemPrompt: null,
        contextStart: 'key',
        lastMessageAtMs: SAMPLE_MS + 90_000_000,
        messageCount: 12,
      });
      const { systemPrompt: _removed, ...kept } = session;
      expect(changed).toEqual({
        ...kept,
        title: 'Trains',
        modelName: 'other:7b',
        contextStart: 'key',
        lastMessageAtMs: SAMPLE_MS + 90_000_000,
        messageCount: 12,
      });
      expect(await sessions.get(refOf(session))).toEqual(changed);
      expect(await sessions.update(refOf(session), {})).toEqual(changed);
    });

    it('marks a session archived and live again', async () => {
      const { sessions } = subject();
      const session = sampleSession({ owner: newOwner() });
      await sessions.create(session);
      const archivePath = `archives/${session.owner}/s-1.json`;
      expect(await sessions.update(refOf(session), { archivePath })).toEqual({ ...session, archivePath });
      expect(await sessions.update(refOf(session), { archivePath: '' })).toEqual(session);
    });

    it('never brings a deleted session back', async () => {
      const { sessions } = subject();
      const session = sampleSession({ owner: newOwner() });
      const ref = refOf(session);
      await sessions.create(session);
      await sessions.remove(ref);
      await sessions.remove(ref);
      expect(await codeOf(sessions.update(ref, { title: 'Back' }))).toBe('session-missing');
      expect(await codeOf(sessions.update(ref, { archivePath: '' }))).toBe('session-missing');
      expect(await codeOf(sessions.update(ref, {}))).toBe('session-missing');
      const turn = { updateId: 1, added: 2, atMs: SAMPLE_MS };
      expect(await codeOf(sessions.recordTurn(ref, turn))).toBe('session-missing');
      expect(await sessions.get(ref)).toBeUndefined();
      expect(await sessions.list(ref.owner)).toEqual([]);
    });

    it('counts a turn once, however often it is recorded', async () => {
      const { sessions } = subject();
      const session = sampleSession({ owner: newOwner() });
      const ref = refOf(session);
      await sessions.create(session);
      const turn = { updateId: 7, added: 2, atMs: SAMPLE_MS + 5000 };
      await sessions.recordTurn(ref, turn, { title: 'Trains', tokenRatio: 1.25 });
      await sessions.recordTurn(ref, turn, { title: 'Other' });
      expect(await sessions.get(ref)).toEqual({
        ...session,
        title: 'Trains',
        tokenRatio: 1.25,
        messageCount: 2,
        lastMessageAtMs: SAMPLE_MS + 5000,
      });
      await sessions.recordTurn(
        ref,
        { updateId: 8, added: -1, atMs: SAMPLE_MS + 6000 },
        { tokenRatio: null },
      );
      const { tokenRatio, messageCount } = (await sessions.get(ref)) ?? {};
      expect({ tokenRatio, messageCount }).toEqual({ tokenRatio: undefined, messageCount: 1 });
    });
  });
};
