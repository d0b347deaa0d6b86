// Every command, asked in Telegram and read there.

import { buttonsOf } from '@steward/telegram-emulator/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { filesWith } from '../grep.ts';
import { startWorld, type World } from './world.ts';

vi.setConfig({ maxConcurrency: 20 });

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  const refused = world.refusedCalls();
  await world.close();
  expect(refused).toEqual([]);
});

const wrong: [string, string | RegExp][] = [
  ['/switch', 'by its number'],
  ['/switch zwei', 'by its number'],
  ['/switch 99', 'no conversation 99'],
  ['/rename', 'the new title'],
  ['/rename 5 Nowhere', 'no conversation 5'],
  ['/archive', 'No session is active'],
  ['/archive x', 'by its number'],
  ['/restore', 'by its number'],
  ['/export', 'by its number'],
  ['/export 1 pdf', 'as JSON or as Markdown'],
  ['/delete', 'by its number'],
  ['/delete 7', 'no conversation 7'],
  ['/newsession 9', 'no such model'],
  ['/newsession llama9', 'no such model'],
  ['/model', 'No session is active'],
  ['/system Be kind.', 'No session is active'],
  ['/history', 'No session is active'],
  ['/retry', 'no question to answer again'],
  ['/echo', 'Write something behind it'],
  ['/frobnicate', 'do not know /frobnicate'],
  ['/restore 1', 'no conversation 1'],
];

describe.concurrent('in Telegram', { timeout: 300_000 }, () => {
  test('a conversation begins, is listed, switched, renamed and read again', async () => {
    const ada = world.person('Ada');
    await ada.asks('/start', 'Hello, Ada');
    await ada.asks('/hello', 'Hello, Ada');
    await ada.asks('/help', '/listarchives');
    await ada.asks('/echo one two', /^one two$/);
    const offer = await ada.asks('/newsession', 'qwen3.5:2b');
    expect(offer.text).toContain('2.7 GB');
    await ada.taps(offer, 'gemma4:e2b');
    await ada.reads('Session 1');
    await ada.asks('What is a lighthouse?', /^You asked: What is a lighthouse\?$/);
    await ada.asks('/newsession 1', 'Session 2');
    await ada.asks('Who was Ada Lovelace?', 'You asked: Who');
    const list = await ada.asks('/listsessions', 'Your sessions');
    expect(list.text).toMatch(/▶️ 2\. Who was Ada Lovelace\?\n.*qwen3\.5:2b · 2 messages/);
    expect(list.text).toMatch(/1\. What is a lighthouse\?\n.*gemma4:e2b · 2 messages/);
    await ada.taps(list, '1');
    await ada.reads('Session 1');
    await ada.asks('/switch 2', 'Session 2');
    await ada.asks('/rename 2 The first programmer', 'The first programmer');
    const history = await ada.asks('/history', 'The first programmer');
    expect(history.text).toMatch(/You[\s\S]*Who was Ada Lovelace\?[\s\S]*Answer[\s\S]*You asked: Who/);
  });

  test('a session gets another model and instructions of its own', async () => {
    const ada = world.person('Ada Two');
    await ada.asks('Who was Ada Lovelace?', 'You asked: Who');
    await ada.asks('/system Answer like a pirate.', 'follows these instructions');
    await ada.asks('And Babbage?', 'You asked: And Babbage?');
    expect(world.ollama.asked('And Babbage?')[0]?.messages[0]?.content).toMatch(
      /^Answer like a pirate\.\nIt is /,
    );
    await ada.asks('/system', 'Answer like a pirate.');
    await ada.asks('/system off', 'no instructions');
    const models = await ada.asks('/model', 'uses qwen3.5:2b');
    await ada.taps(models, 'gemma4');
    await ada.reads('now uses gemma4:e2b');
    await ada.asks('/model 1', 'now uses qwen3.5:2b');
    await ada.asks('/retry', 'You asked: And Babbage?');
    expect(world.ollama.asked('And Babbage?')).toHaveLength(2);
    await ada.asks('/status', /Model server: reachable[\s\S]*Session: 1/);
    await ada.asks('/stop', 'Nothing is being written');
  });

  test('conversations are archived, brought back, exported and deleted under their own numbers', async () => {
    const ben = world.person('Ben');
    await ben.asks('What is a lighthouse?', 'You asked: What is a lighthouse?');
    await ben.asks('/newsession 1', 'Session 2');
    await ben.asks('Who was Grace Hopper?', 'You asked: Who');
    await ben.asks('/archive', 'Conversation 2');
    await ben.asks('/listarchives', '2. Who was Grace Hopper?');
    await ben.asks('/restore 2', /Conversation 2 “Who was Grace Hopper\?” is back with 2 messages/);
    await ben.asks('/archive 1', 'Conversation 1');
    const exported = await ben.asks('/export 1', 'Conversation 1');
    expect(exported.document?.file_name).toBe('steward-1-what-is-a-lighthouse.json');
    const readable = await ben.asks('/export 1 md', 'Conversation 1');
    expect(readable.document?.file_name).toMatch(/\.md$/);
    expect(await filesWith(world.dataDir, 'Grace Hopper')).not.toEqual([]);
    const asked = await ben.asks('/delete 1', 'cannot be undone');
    await ben.taps(asked, 'Delete');
    await ben.reads('is deleted');
    await ben.asks('/listarchives', /archive is empty|no archives/);
    await ben.asks('/newsession 1', 'Session 3');
    const sure = await ben.asks('/forget', 'Delete all data?');
    await ben.taps(sure, 'Yes');
    const really = await ben.reads('Really everything?');
    await ben.taps(really, 'Delete all now');
    expect((await ben.reads('All data is deleted')).text).not.toMatch(/backup|days/);
    expect(await filesWith(world.dataDir, 'Grace Hopper')).toEqual([]);
    await ben.asks('/listsessions', /no sessions/);
    await ben.asks('/newsession 1', 'Session 4');
  });

  test('a reminder is set, asked about, changed and cancelled, and a task is done', async () => {
    const rita = world.person('Rita');
    const set = await rita.asks('remind me in 2 hours to drink water', 'Reminder 1 is set.');
    expect(set.entities?.map(({ type }) => type)).toContain('date_time');
    const clocks = await rita.asks('/remind at 9 call mum', 'What time is it for you?');
    const noon = buttonsOf(clocks).find(({ callback_data: data }) => data === 'zone:o:0');
    await rita.taps(clocks, noon?.text ?? '');
    await rita.taps(await rita.reads('Which city has your clock'), /^UTC$/);
    await rita.taps(await rita.reads('Which one do you mean?'), '09:00');
    const kept = await rita.reads('Reminder 2 is set.');
    expect(kept.text).toMatch(/, 09:00 \(UTC\), on your clock .*\n\ncall mum$/);
    await rita.asks('What is a lighthouse?', 'You asked: What is a lighthouse?');
    // Which of them comes first depends on the time of day.
    await rita.asks('/reminders', /(?=[\s\S]*1\. drink water)(?=[\s\S]*2\. call mum)/);
    await rita.taps(kept, 'Undo');
    await rita.reads('Undone');
    await rita.asks('/cancel 1', 'Reminder 1 is cancelled');
    await rita.asks('/task Buy stamps', 'Task 3 is on your list');
    await rita.taps(await rita.asks('/tasks', '☐ 3. Buy stamps'), '☐ 3');
    await rita.reads('Done: 3. Buy stamps');
    await rita.asks('/timezone Calcutta', /Asia\/Kolkata/);
  });

  test.each([0, 1, 2])(
    'wrong arguments are explained, and nothing breaks (part %d of three)',
    async (part) => {
      const bob = world.person(`Bob ${part}`);
      for (const [text, pattern] of wrong.filter((_, index) => index % 3 === part))
        await bob.asks(text, pattern);
    },
  );

  test('what a session is in no state for is explained', async () => {
    const bob = world.person('Bob');
    await bob.asks('/newsession 1', 'Session 1');
    await bob.asks('/restore 1', 'is not archived');
    await bob.asks('/model 9', 'no such model');
    await bob.asks('/history', 'no messages yet');
    await bob.asks('/archive', 'Conversation 1');
    await bob.asks('/switch 1', 'is archived');
    await bob.asks('/archive 1', 'in the archive already');
  });

  test('what no model can read gets a friendly sentence, and what nobody waits for gets none', async () => {
    const cleo = world.person('Cleo');
    const other: [object, string][] = [
      [{ sticker: { file_id: 's', file_unique_id: 's', type: 'regular', width: 1, height: 1 } }, 'stickers'],
      [{ voice: { file_id: 'v', file_unique_id: 'v', duration: 1 } }, 'voice messages'],
      [{ poll: { id: '1', question: '?', options: [] } }, 'polls'],
    ];
    for (const [fields, word] of other) {
      const before = cleo.timeline().length;
      world.emulator.sendOther(cleo.id, cleo.id, fields);
      await cleo.until(() => cleo.timeline().length > before, `a sentence about ${word}`);
      expect(cleo.texts().at(-1)).toContain(word);
    }
    const shown = cleo.timeline().length;
    world.emulator.pushUpdate({ message_reaction: { chat: { id: cleo.id, type: 'private' }, date: 1 } });
    world.emulator.pushUpdate({ some_kind_of_tomorrow: { deep: [1, 2, 3] } });
    await cleo.asks('Still there?', 'You asked: Still there?');
    // The sentence about the new session, and the states of the one answer.
    expect(
      new Set(
        cleo
          .timeline()
          .slice(shown)
          .map(({ message }) => message.message_id),
      ).size,
    ).toBe(2);
  });

  test('editing the last question answers it anew, and the history knows only the new one', async () => {
    const dora = world.person('Dora');
    const [question] = dora.says('How tall is Etna?');
    await dora.reads('You asked: How tall is Etna?');
    world.emulator.editText(dora.id, dora.id, question?.message_id ?? 0, 'How tall is Vesuvius?');
    await dora.reads('You asked: How tall is Vesuvius?');
    const history = await dora.asks('/history', 'Session 1');
    expect(history.text).toMatch(/You .*\nHow tall is Vesuvius\?/);
    expect(history.text).not.toMatch(/You .*\nHow tall is Etna\?/);
    expect(history.text?.match(/Answer/g)).toHaveLength(1);
  });

  test('a long history is turned page by page', async () => {
    const eve = world.person('Eve');
    for (let index = 1; index <= 5; index++)
      await eve.asks(`question ${index}`, `You asked: question ${index}`);
    const newest = await eve.asks('/history', 'question 5');
    expect(newest.text).not.toMatch(/\nquestion 1/);
    await eve.taps(newest, 'Older');
    const older = await eve.reads(/\nquestion 1/);
    expect(older.message_id).toBe(newest.message_id);
    expect(buttonsOf(older).map(({ text }) => text)).toEqual(['Newer ▶️']);
  });
});
