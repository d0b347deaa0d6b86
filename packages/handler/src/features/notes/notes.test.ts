// /note and /notes: once, in the place that was chosen, and never lost where that takes none.
import { ConnectorError, type NoteTarget, type Undone } from '@steward/connectors/notes';
import { type RoutingRule, StewardError } from '@steward/core';
import { createFakeClock } from '@steward/core/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Bench, BOT, createBench, textMessage, USER } from '../../../test/bench.ts';
import { crashAtEveryWrite } from '../../../test/crash.ts';
import { BOB, button, GROUP, inGroup, tapInGroup } from '../../../test/people.ts';
import type { NotePlace, NoteTargets } from '../../connections/note-targets.ts';
import { createOwnNotes } from '../../connections/own-notes.ts';
import type { IntegrationServices } from '../../context/services.ts';

const START = Date.UTC(2027, 2, 11, 9);
let clock: ReturnType<typeof createFakeClock>;
let bench: Bench;
beforeEach(() => {
  clock = createFakeClock(START, { mode: 'auto' });
  bench = createBench({ clock });
});
const kept = (owner = USER.id) => bench.stores.notes.list(owner, 99);
const texts = async () => (await kept()).map(({ text }) => text);

describe('/note', () => {
  test('keeps a note, which can be taken back', async () => {
    await bench.send('/note The door code\nis 4711');
    expect(await kept()).toMatchObject([{ owner: USER.id, text: 'The door code\nis 4711', atMs: START }]);
    expect(bench.said()).toBe('📝 Noted. /notes lists what I keep.');
    const undo = button(bench, 'Undo');
    await bench.tap(undo);
    expect([await kept(), bench.said()]).toEqual([[], '↩️ The note is removed.']);
    await bench.tap(undo);
    expect(bench.said()).toBe('This note is not here any more.');
  });

  test('keeps the message it replies to, as “save this” does', async () => {
    const target = { message_id: 7, date: 1, text: 'Tea at 5', chat: { id: USER.id, type: 'private' } };
    await bench.send('/note', { reply_to_message: target });
    await bench.send('Save this!', {
      reply_to_message: { ...target, text: undefined, caption: 'A picture' },
    });
    expect(await texts()).toEqual(['A picture', 'Tea at 5']);
    // Without a reply these are words like any others.
    await bench.send('save this');
    expect(bench.said()).toBe('An answer');
    await bench.send('/note');
    expect(bench.said()).toContain('Tell me what to note');
    await bench.send('save this', { reply_to_message: { ...target, text: undefined } });
    expect(bench.said()).toContain('I note words, and that message has none.');
    expect(await kept()).toHaveLength(2);
    await bench.send('сохрани это, пожалуйста', { reply_to_message: target });
    await bench.send('Take a note', { reply_to_message: target });
    await bench.send('save this as a PDF', { reply_to_message: target });
    expect([bench.said(), (await kept()).length]).toEqual(['An answer', 4]);
  });

  test('is what somebody calls one, and chat stays chat', async () => {
    await bench.send('Notiz: Termin morgen um 15 Uhr');
    expect(bench.said()).toBe('📝 Noted. /notes lists what I keep.');
    await inGroup(bench, `@${BOT.username} note: the code is 4711`);
    expect([await texts(), await kept(GROUP.id)]).toMatchObject([
      ['Termin morgen um 15 Uhr'],
      [{ text: 'the code is 4711' }],
    ]);
    await bench.send('note:');
    expect(bench.said()).toContain('Tell me what to note');
    for (const text of ['What is a note?', 'Note that I like tea. Which one is best?'])
      await bench.send(text);
    await bench.send('note: theirs', {
      forward_origin: { type: 'hidden_user', date: 1, sender_user_name: 'Bob' },
    });
    expect([bench.said(), (await kept()).length, bench.model.requests.length]).toEqual(['An answer', 1, 3]);
  });

  test('takes a message as long as one may be', async () => {
    const long = `note: ${'😀'.repeat(2_045)}`;
    await bench.send(long);
    expect([await texts(), bench.said()]).toEqual([
      [long.slice(6)],
      '📝 Noted. /notes lists what I keep.\nIf there is more, Telegram put it into another message: reply “save this” to it.',
    ]);
  });

  const milk = { update_id: 70, message: { ...textMessage('/note Milk', 90), date: 4_000_000_000 } };
  test('is one note, wherever the worker dies', async () => {
    await crashAtEveryWrite({
      prepare: async () => {},
      update: milk,
      async check({ stores, said }) {
        expect(await stores.notes.list(USER.id, 9)).toMatchObject([{ text: 'Milk' }]);
        expect(said()).toContain('Noted');
      },
    });
  });

  const connected = (place: NotePlace, save: NoteTarget['save'], undo?: NoteTargets['undoAtNotion']) => {
    const target = { test: async () => {}, save };
    const notes = { of: async () => ({ place, target }), undoAtNotion: undo };
    bench = createBench({
      clock,
      replace: () => ({ integrations: { notes } as unknown as IntegrationServices }),
    });
  };
  const notion: NotePlace = { kind: 'notion', name: 'Ideas' };

  test('goes to the place that was chosen, with a link to it', async () => {
    connected(notion, async () => ({ noteId: 'n', url: 'https://notion.example/n' }));
    await bench.send('/note Milk');
    expect(bench.said()).toBe('📝 Noted in Notion, “Ideas”.\nhttps://notion.example/n');
    expect(await kept()).toEqual([]);
  });

  test('is taken back from Notion for ten minutes, and what stays there is said', async () => {
    const noteId = '01234567-89ab-4def-8123-456789abcdef';
    const asked: unknown[] = [];
    const ends: (Undone | 'unconnected' | ConnectorError)[] = [];
    const undo: NoteTargets['undoAtNotion'] = async (_, saved) => {
      asked.push(saved);
      const end = ends.shift() ?? 'undone';
      if (end instanceof ConnectorError) throw end;
      return end;
    };
    connected(notion, async () => ({ noteId, version: 'kabcdef1' }), undo);
    await bench.send('/note Milk');
    const tap = button(bench, 'Undo');
    expect(tap.length).toBeLessThanOrEqual(64);
    ends.push(
      'changed',
      'unconnected',
      new ConnectorError('auth'),
      new ConnectorError('away'),
      'undone',
      'gone',
    );
    for (const said of [
      'The note was changed in Notion since',
      'Notion is not connected any more',
      'Notion no longer lets me in, so the note stays there',
      'tap Undo once more',
      '↩️ The note is in Notion’s trash.',
      'This note is not in Notion any more.',
    ]) {
      await bench.tap(tap);
      expect(bench.shown().at(-1)).toContain(said);
    }
    expect(new Set(asked.map((one) => JSON.stringify(one)))).toEqual(
      new Set([JSON.stringify({ noteId: noteId.replaceAll('-', ''), version: 'kabcdef1' })]),
    );
    await clock.advance(11 * 60_000);
    await bench.tap(tap);
    expect([bench.shown().at(-1), asked.length]).toEqual([expect.stringContaining('for ten minutes'), 6]);
    await bench.tap('nback:x:y:z');
    expect(asked).toHaveLength(6);
  });

  test('goes where a rule says, and says so where that is gone', async () => {
    const asked: unknown[] = [];
    const target = { test: async () => {}, save: async () => ({ noteId: 'n' }) };
    const notes = {
      of: async (_: number, wanted?: string) => {
        asked.push(wanted);
        return { place: { ...notion, ...(wanted === 'gone' && { isInstead: true }) }, target };
      },
    };
    bench = createBench({
      clock,
      replace: () => ({ integrations: { notes } as unknown as IntegrationServices }),
    });
    const rule = (word: string, connection: string): RoutingRule => ({
      ...{ words: [word], senders: [], to: 'note', target: { connection } },
    });
    await bench.services.profiles.update(USER.id, {
      rules: [{ words: ['recipe'], senders: [], to: 'task' }, rule('recipe', 'n-1'), rule('code', 'gone')],
      updatedAtMs: 1,
    });
    await bench.send('/note A recipe');
    expect(bench.said()).toBe('📝 Noted in Notion, “Ideas”.');
    await bench.send('/note The code');
    expect(bench.said()).toBe(
      '📝 Noted in Notion, “Ideas”.\nThe place that your rule names is gone: see /rules.',
    );
    await bench.send('/note Milk');
    expect(asked).toEqual(['n-1', 'gone', undefined]);
  });

  test.each([
    [new ConnectorError('auth'), 'Notion no longer lets me in'],
    [new ConnectorError('away'), 'the note may be there as well'],
    [new ConnectorError('too-large'), 'Notion did not take the note.'],
  ])('is kept here where the place fails: %s', async (error, why) => {
    connected(notion, async () => {
      throw error;
    });
    await bench.send('/note Milk');
    expect(bench.said()).toContain(why);
    expect(bench.said()).toContain('I keep the note here instead, see /notes.');
    expect(await texts()).toEqual(['Milk']);
  });

  test('that was deleted while a try rested is not made again unasked', async () => {
    const asked: unknown[] = [];
    connected(notion, async (_, options) => {
      asked.push(options?.again);
      if (options?.again) throw new ConnectorError('gone', { status: 410 });
      throw new StewardError('storage-unavailable', 'killed', { retryable: true });
    });
    await bench.deliver(milk);
    await clock.advance(3_600_000);
    await bench.deliver(milk, { receiveCount: 2 });
    expect(asked).toEqual([false, true]);
    expect(bench.said()).toContain('perhaps you deleted it meanwhile. Send it once more if you want it.');
    expect(await kept()).toEqual([]);
  });

  test('is kept here while no place was chosen, with a word of how', async () => {
    const { notes } = bench.stores;
    connected({ kind: 'own', name: '', isUnchosen: true }, (draft) =>
      createOwnNotes({ notes, owner: USER.id }).save(draft),
    );
    await bench.send('/note Milk');
    expect(bench.said()).toContain('Noted here, see /notes. Choose in the app');
  });

  test('waits for Apple Notes, and says so', async () => {
    const { notes } = bench.stores;
    connected({ kind: 'apple-notes', name: 'Apple Notes' }, (draft) =>
      createOwnNotes({ notes, owner: USER.id, waitsFor: 'apple-notes' }).save(draft),
    );
    await bench.send('/note Milk');
    expect(bench.said()).toContain('Your Shortcut brings it there when it runs next');
    expect(await notes.waiting(USER.id, 9)).toHaveLength(1);
  });
});

describe('/notes', () => {
  test('lists what is kept, newest first, shows one whole, and deletes it once asked', async () => {
    await bench.send('/notes');
    expect(bench.said()).toContain('I keep no notes here.');
    for (let index = 1; index <= 11; index += 1) {
      await bench.send(`/note Note ${index} ${'x'.repeat(index === 11 ? 3_900 : 0)}`);
      await clock.advance(1_000);
    }
    await bench.send('/notes');
    expect(bench.said()).toContain('Your notes (11, page 1 of 2)');
    expect(bench.said()).toContain('2. Note 10');
    await bench.tap(button(bench, 'Older'));
    expect(bench.said()).toContain('11. Note 1\n');

    await bench.tap(button(bench, '11'));
    expect(bench.said()).toContain('Note 1');
    const ask = button(bench, 'Delete');
    await bench.tap(ask);
    await bench.tap(button(bench, 'Keep'));
    expect(await kept()).toHaveLength(11);
    await bench.tap(ask);
    await bench.tap(button(bench, 'Delete'));
    expect([(await kept()).length, bench.said()]).toEqual([10, '🗑 The note is deleted.']);
    await bench.tap(ask);
    expect(bench.said()).toBe('This note is not here any more.');

    await bench.send('/notes');
    await bench.tap(button(bench, '1'));
    expect(bench.documents.at(-1)?.text).toContain('x'.repeat(3_900));
  });

  test('names what waits and what has a title, and gives all as a file', async () => {
    await bench.send('/notes export');
    expect(bench.said()).toContain('nothing to export');
    const note = { owner: USER.id, atMs: START, id: '0123456789abcdef', text: 'The long text' };
    await bench.stores.notes.add({ ...note, title: 'A title', waitsFor: 'apple-notes' });
    await bench.send('/notes');
    expect(bench.said()).toMatch(/1\. A title\n.*, waits for Apple Notes/);
    await bench.tap(button(bench, '1'));
    expect(bench.said()).toMatch(/waits for Apple Notes\nA title\n\nThe long text/);
    await bench.send('/notes export');
    expect(bench.documents.at(-1)).toMatchObject({
      fileName: 'steward-notes.md',
      text: '## A title\n\nThe long text\n',
    });
  });

  test('of a group are the group’s, and only an admin deletes one', async () => {
    await inGroup(bench, `/note@${BOT.username} Ours`);
    expect(await kept(GROUP.id)).toMatchObject([{ text: 'Ours' }]);
    expect(await kept(BOB.id)).toEqual([]);
    const undo = button(bench, 'Undo');
    await tapInGroup(bench, undo, USER);
    await inGroup(bench, '/notes');
    await tapInGroup(bench, button(bench, '1'));
    const ask = button(bench, 'Delete');
    bench.answers.push({
      method: 'getChatMember',
      answer: () => Response.json({ ok: true, result: { status: 'member' } }),
    });
    await tapInGroup(bench, ask);
    expect(bench.said()).toContain('only an admin');
    expect(await kept(GROUP.id)).toHaveLength(1);
  });

  test('buttons of no note do nothing', async () => {
    for (const data of [
      'nshow:1',
      'nshow:x:0123456789abcdef',
      'nundo:1:0123456789abcdef:5',
      'ndelete:1:zz:1001',
    ])
      expect(await bench.tap(data)).toBe('deleted');
  });
});
