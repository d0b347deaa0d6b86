// /archive, /listarchives, /restore, /export and the import of a file: a conversation put away and brought back.
import { expect, test } from 'vitest';
import { type Bench, textMessage, USER } from '../../../test/bench.ts';
import { crashAtEveryWrite, expectOnce } from '../../../test/crash.ts';
import { activeOf, button, contentsOf, quickBench, sessionsOf } from '../../../test/people.ts';

const update = (text: string) => ({ update_id: 900, message: textMessage(text, 800) });

const talk = async (bench: Bench) => {
  await bench.send('How do bees fly?');
  await bench.send('And wasps?');
};

const TALKED = ['How do bees fly?', 'An answer', 'And wasps?', 'An answer'];

test('/archive puts the active session away and says how to get it back', async () => {
  const bench = quickBench();
  await talk(bench);
  await bench.send('/archive');
  expect(bench.said()).toBe(
    '🗄 Conversation 1 “How do bees fly?” is archived with 4 messages. /restore 1 brings it back under the same number.',
  );
  expect(await sessionsOf(bench)).toMatchObject([
    { number: 1, archivePath: expect.stringContaining('1001/') },
  ]);
  expect(await contentsOf(bench)).toEqual([]);
  expect(await activeOf(bench)).toBeUndefined();
  await bench.send('Something new');
  expect(bench.chat().map(({ text }) => text)).toContainEqual(expect.stringContaining('Started session 2'));
});

test('/archive <n> puts that one away and leaves the active one alone', async () => {
  const bench = quickBench();
  await talk(bench);
  await bench.send('/newsession 2');
  await bench.send('/archive 1');
  expect(bench.said()).toContain('Conversation 1 “How do bees fly?” is archived');
  expect(await activeOf(bench)).toBe((await sessionsOf(bench))[1]?.sessionId);
});

test('archiving twice says that it is there already', async () => {
  const bench = quickBench();
  await talk(bench);
  await bench.send('/archive 1');
  await bench.send('/archive 1');
  expect(bench.said()).toBe('Conversation 1 is in the archive already.');
  expect(button(bench, 'Restore')).toBe('restore:1');
});

test('without an active session /archive asks for a number', async () => {
  const bench = quickBench();
  await bench.send('/archive');
  expect(bench.said()).toBe('No session is active. Name one by its number, for example /archive 2.');
  await bench.send('/archive 5');
  expect(bench.said()).toContain('There is no conversation 5.');
});

test.each(['/archive', '/archive 1'])('%s loses nothing at whatever write it crashes', async (command) => {
  const told: number[] = [];
  const crashes = await crashAtEveryWrite({
    prepare: talk,
    update: update(command),
    async check(bench) {
      told.push(bench.chat().filter(({ text }) => text.includes('is archived with 4 messages')).length);
      expect(await activeOf(bench)).toBeUndefined();
      await bench.send('/restore 1');
      expect(await contentsOf(bench)).toEqual(TALKED);
    },
  });
  expect(crashes).toBeGreaterThan(8);
  expectOnce(told);
});

test('/listarchives shows what is in it, with buttons to restore and to export', async () => {
  const bench = quickBench();
  await bench.send('/listarchives');
  expect(bench.said()).toContain('You have no archives yet.');
  await talk(bench);
  await bench.send('/archive');
  await bench.send('/archives');
  expect(bench.said()).toBe('Your archives\n\n1. How do bees fly?\n     small:1b · 4 messages · just now');
  await bench.tap(button(bench, 'Export'));
  expect(bench.documents[0]?.fileName).toBe('steward-1-how-do-bees-fly.json');
  await bench.tap('archives:0');
  await bench.tap(button(bench, 'Restore 1'));
  expect(await contentsOf(bench)).toEqual(TALKED);
});

test('many archives come in pages', async () => {
  const bench = quickBench();
  for (let number = 1; number < 10; number += 1) {
    await bench.send('/newsession 1');
    await bench.send('/archive');
  }
  await bench.send('/listarchives');
  expect(bench.said()).toContain('(9, page 1 of 2)');
  await bench.tap(button(bench, 'Older'));
  expect(bench.said()).toContain('page 2 of 2');
});

test('/restore keeps number and messages, makes the session active, and it goes on', async () => {
  const bench = quickBench();
  await talk(bench);
  await bench.send('/archive');
  await bench.send('Another one');
  await bench.send('/restore 1');
  expect(bench.said()).toBe(
    '↩️ Conversation 1 “How do bees fly?” is back with 4 messages and active. Write on, or see /history.',
  );
  await bench.send('And bumblebees?');
  expect(await contentsOf(bench, 1)).toEqual([...TALKED, 'And bumblebees?', 'An answer']);
  expect(bench.model.requests.at(-1)?.messages.map(({ content }) => content)).toContain('And wasps?');
  expect(bench.stores.dump().archives).toEqual({});
});

test('/restore of a live session, of no number and of a wrong one say what to do', async () => {
  const bench = quickBench();
  await talk(bench);
  await bench.send('/restore 1');
  expect(bench.said()).toBe('Conversation 1 is not archived; /switch 1 goes on with it.');
  await bench.send('/restore');
  expect(bench.said()).toContain('for example /restore 2');
  await bench.send('/restore 7');
  expect(bench.said()).toContain('There is no conversation 7.');
});

test('/restore loses and doubles nothing at whatever write it crashes', async () => {
  const told: number[] = [];
  await crashAtEveryWrite({
    prepare: async (bench) => {
      await talk(bench);
      await bench.send('/archive');
    },
    update: update('/restore 1'),
    async check(bench, writes) {
      expect(await contentsOf(bench), `after ${writes} writes`).toEqual(TALKED);
      told.push(bench.chat().filter(({ text }) => text.includes('is back with 4 messages')).length);
      expect(await sessionsOf(bench)).toMatchObject([{ archivePath: '', messageCount: 4, number: 1 }]);
    },
  });
  expectOnce(told);
});

test('/export sends JSON, also of an archive, which comes back as it was by sending it', async () => {
  const bench = quickBench();
  await bench.send('/newsession 2');
  await bench.send('/system Speak like a pirate.');
  await talk(bench);
  await bench.send('/export 1');
  await bench.send('/archive 1');
  await bench.send('/export 1');
  expect(bench.documents.map(({ caption }) => caption)).toEqual(
    Array(2).fill('Conversation 1: How do bees fly?'),
  );
  const [live, archived] = bench.documents.map(({ text }) => JSON.parse(text));
  const { archived_at: archivedAt, checksum } = live;
  expect({ ...archived, archived_at: archivedAt, checksum }).toEqual(live);
  bench.services.download = async () => Buffer.from(bench.documents[1]?.text ?? '');
  await bench.send('', { text: undefined, document: { file_id: 'f', file_name: 'x.json' } });
  expect(bench.said()).toBe(
    '📥 Imported as session 2 “How do bees fly?” with 4 messages; it is in your archive and uses large:9b.',
  );
  await bench.send('/restore 2');
  expect(await contentsOf(bench, 2)).toEqual(TALKED);
  expect((await sessionsOf(bench))[1]).toMatchObject({ systemPrompt: 'Speak like a pirate.', number: 2 });
});

test('/export md is for reading and carries the newest title', async () => {
  const bench = quickBench();
  await talk(bench);
  await bench.send('/archive');
  await bench.send('/rename 1 Bees & wasps');
  await bench.send('/export 1 md');
  const [file] = bench.documents;
  expect(file?.fileName).toBe('steward-1-bees-wasps.md');
  expect(file?.text).toMatch(/^# Bees & wasps\n/);
  expect(file?.text).toContain('## You');
  await bench.tap('export:1:md');
  expect(bench.documents).toHaveLength(2);
});

test.each([
  ['/export 8', 'There is no conversation 8.'],
  ['/export 1 pdf', '/export 2 md'],
])('%s is answered by what to do', async (command, told) => {
  const bench = quickBench();
  await talk(bench);
  await bench.send(command);
  expect(bench.said()).toContain(told);
  expect(bench.documents).toEqual([]);
});

test('/export without a number takes the active session', async () => {
  const bench = quickBench();
  await bench.send('/export');
  expect(bench.said()).toContain('for example /export 2');
  await talk(bench);
  await bench.send('/export md');
  expect(bench.documents[0]?.fileName).toBe('steward-1-how-do-bees-fly.md');
});

test('a redelivered /export sends the file once', async () => {
  const sent: number[] = [];
  await crashAtEveryWrite({
    prepare: talk,
    update: update('/export 1'),
    check: async (bench) => void sent.push(bench.documents.length),
  });
  expectOnce(sent);
});

test('a conversation over 50 MB is not tried to be sent', async () => {
  const bench = quickBench();
  await talk(bench);
  const [session] = await sessionsOf(bench);
  const huge = { role: 'user' as const, content: 'x'.repeat(51_000_000), ts: 1, telegramMessageIds: [] };
  await bench.services.messages.put(USER.id, session?.sessionId ?? '', { key: '1', ...huge });
  await bench.send('/export 1');
  expect(bench.said()).toContain("over Telegram's 50 MB");
});

test('a number keeps its meaning through archive, restore and delete', async () => {
  const bench = quickBench();
  await bench.send('First');
  await bench.send('/newsession 1');
  await bench.send('Second');
  await bench.send('/archive 1');
  await bench.send('/delete 2');
  await bench.tap(button(bench, 'Delete'));
  await bench.send('/newsession 1');
  await bench.send('/restore 1');
  expect((await sessionsOf(bench)).map(({ number, title }) => [number, title])).toEqual([
    [1, 'First'],
    [3, 'New chat'],
  ]);
});
