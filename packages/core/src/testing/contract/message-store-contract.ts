// What every message store promises.
import { describe, expect, it } from 'vitest';
import type { Attachment } from '../../session/attachment.ts';
import type { Message, MessageStore } from '../../session/message.ts';
import { sampleAttachments, sampleMessage } from '../samples.ts';
import { collect, type Made, newGroup, newOwner, useSubject } from './subject.ts';

const keysOf = (messages: Message[]): string[] => messages.map(({ key }) => key);

export const messageStoreContract = (make: () => Promise<Made<{ messages: MessageStore }>>): void => {
  describe('a message store', () => {
    const subject = useSubject(make);

    it('gives back a message as it was written', async () => {
      const { messages } = subject();
      const owner = newGroup();
      const plain = sampleMessage(0, { content: '', telegramMessageIds: [] });
      const full = sampleMessage(1, {
        content: 'Grüße 👋\n\u0000',
        telegramMessageIds: [9, 2, 5],
        speaker: 'Bob',
        attachments: sampleAttachments(),
        extra: '{"a":1}',
      });
      expect(await messages.put(owner, 's', plain)).toEqual(plain);
      await messages.put(owner, 's', full);
      expect(await messages.get(owner, 's', plain.key)).toEqual(plain);
      expect(await messages.get(owner, 's', full.key)).toEqual(full);
      expect(await messages.get(owner, 's', 'nowhere')).toBeUndefined();
    });

    it('keeps attachments of kinds and with fields that a newer version wrote', async () => {
      const { messages } = subject();
      const owner = newOwner();
      const newer = [
        { kind: 'sound', file_id: 'S', fileid: 's', isLoud: true },
        { kind: 'picture', fileId: 'P', botId: 7, mediaType: 'image/png', width: 5 },
      ] as unknown as Attachment[];
      await messages.put(owner, 's', sampleMessage(0, { attachments: newer }));
      const [stored] = await collect(messages.oldestFirst(owner, 's'));
      expect(stored?.attachments).toMatchObject([{ kind: 'sound', isLoud: true }, { width: 5 }]);
      await messages.put(owner, 's2', sampleMessage(0, { attachments: stored?.attachments ?? [] }));
      expect(await messages.get(owner, 's2', sampleMessage(0).key)).toEqual(stored);
    });

    it('writes a message once: the stored one wins', async () => {
      const { messages } = subject();
      const owner = newOwner();
      const first = sampleMessage(0);
      await messages.put(owner, 's', first);
      expect(await messages.put(owner, 's', { ...first, content: 'Other' })).toEqual(first);
      expect(await messages.get(owner, 's', first.key)).toEqual(first);
    });

    it('keeps order over pages of a megabyte, both ways', async () => {
      const { messages } = subject();
      const owner = newOwner();
      const all = Array.from({ length: 300 }, (_, n) =>
        sampleMessage(n, { content: `${n} `.padEnd(5000, 'x') }),
      );
      await messages.putMany(owner, 's', all);
      const expected = keysOf(all);
      expect(keysOf(await collect(messages.oldestFirst(owner, 's')))).toEqual(expected);
      const newest = expected.toReversed();
      expect(keysOf(await collect(messages.newestFirst(owner, 's')))).toEqual(newest);
      expect(keysOf(await collect(messages.newestFirst(owner, 's', { pageSize: 7 })))).toEqual(newest);
    });

    it('reads a conversation that grows meanwhile in order, each message once, and whole up to the last one', async () => {
      const { messages } = subject();
      const owner = newOwner();
      const all = Array.from({ length: 400 }, (_, n) =>
        sampleMessage(n, { content: `${n} `.padEnd(5000, 'x') }),
      );
      await messages.putMany(owner, 's', all.slice(0, 300));
      const read: string[] = [];
      for await (const { key } of messages.oldestFirst(owner, 's')) {
        const next = all[300 + read.length];
        if (next) await messages.put(owner, 's', next);
        read.push(key);
      }
      expect(read.length).toBeGreaterThanOrEqual(300);
      expect(read).toEqual(keysOf(all).slice(0, read.length));
    });

    it('can be left after the newest few', async () => {
      const { messages } = subject();
      const owner = newOwner();
      await messages.putMany(
        owner,
        's',
        [0, 1, 2, 3, 4].map((n) => sampleMessage(n)),
      );
      const seen: string[] = [];
      for await (const { content } of messages.newestFirst(owner, 's', { pageSize: 2 })) {
        seen.push(content);
        if (seen.length === 3) break;
      }
      expect(seen).toEqual(['Message 4', 'Message 3', 'Message 2']);
    });

    it('reads back to a message and no further', async () => {
      const { messages } = subject();
      const owner = newOwner();
      const all = Array.from({ length: 60 }, (_, n) => sampleMessage(n));
      await messages.putMany(owner, 's', all);
      await messages.putMany(owner, 's1', all);
      const from = all[7]?.key ?? '';
      expect(await collect(messages.newestFirst(owner, 's', { from }))).toEqual(all.slice(7).reverse());
      expect(await collect(messages.newestFirst(owner, 's', { from, pageSize: 9 }))).toEqual(
        all.slice(7).reverse(),
      );
      expect(await collect(messages.newestFirst(owner, 's', { from: '9' }))).toEqual([]);
    });

    it('takes any number of messages at once, also none', async () => {
      const { messages } = subject();
      const owner = newOwner();
      const all = Array.from({ length: 60 }, (_, n) => sampleMessage(n));
      await messages.putMany(owner, 's', []);
      await messages.putMany(owner, 's', new Set(all));
      expect(await collect(messages.oldestFirst(owner, 's'))).toEqual(all);
    });

    it('writes over what an interrupted import left behind', async () => {
      const { messages } = subject();
      const owner = newOwner();
      await messages.putMany(owner, 's', [sampleMessage(0, { content: 'Old' }), sampleMessage(1)]);
      const again = [0, 1, 2].map((n) => sampleMessage(n));
      await messages.putMany(owner, 's', again);
      expect(await collect(messages.oldestFirst(owner, 's'))).toEqual(again);
    });

    it('keeps the last of two messages with the same key', async () => {
      const { messages } = subject();
      const owner = newOwner();
      await messages.putMany(owner, 's', [sampleMessage(0), sampleMessage(0, { content: 'Last' })]);
      expect((await collect(messages.oldestFirst(owner, 's'))).map(({ content }) => content)).toEqual([
        'Last',
      ]);
    });

    it('keeps owners and sessions apart', async () => {
      const { messages } = subject();
      const owner = newOwner();
      const stranger = newOwner();
      await messages.put(owner, 's', sampleMessage(0));
      await messages.put(owner, 's2', sampleMessage(1));
      expect(keysOf(await collect(messages.oldestFirst(owner, 's')))).toEqual([sampleMessage(0).key]);
      expect(await collect(messages.newestFirst(stranger, 's'))).toEqual([]);
      expect(await messages.get(stranger, 's', sampleMessage(0).key)).toBeUndefined();
      await messages.remove(stranger, 's', [sampleMessage(0).key]);
      await messages.update(stranger, 's', sampleMessage(0).key, { content: 'Not mine' });
      expect(await messages.get(owner, 's', sampleMessage(0).key)).toEqual(sampleMessage(0));
    });

    it('changes what a message says or where it is shown', async () => {
      const { messages } = subject();
      const owner = newOwner();
      const message = sampleMessage(0, { attachments: sampleAttachments(), extra: '{}' });
      await messages.put(owner, 's', message);
      await messages.update(owner, 's', message.key, { telegramMessageIds: [4, 5] });
      await messages.update(owner, 's', message.key, { content: 'Edited' });
      const attachments = sampleAttachments().slice(0, 1);
      await messages.update(owner, 's', message.key, { attachments });
      await messages.update(owner, 's', message.key, {});
      const changed = { ...message, content: 'Edited', attachments, telegramMessageIds: [4, 5] };
      expect(await messages.get(owner, 's', message.key)).toEqual(changed);
    });

    it('never makes a message by changing it', async () => {
      const { messages } = subject();
      const owner = newOwner();
      await messages.update(owner, 's', sampleMessage(0).key, { content: 'Ghost' });
      expect(await collect(messages.oldestFirst(owner, 's'))).toEqual([]);
    });

    it('removes many, and what is not there is no error', async () => {
      const { messages } = subject();
      const owner = newOwner();
      const all = Array.from({ length: 60 }, (_, n) => sampleMessage(n));
      await messages.putMany(owner, 's', all);
      const gone = keysOf(all.slice(0, 55));
      await messages.remove(owner, 's', [...gone, ...gone, 'nowhere']);
      await messages.remove(owner, 's', gone);
      await messages.remove(owner, 's', []);
      expect(await collect(messages.oldestFirst(owner, 's'))).toEqual(all.slice(55));
    });
  });
};
