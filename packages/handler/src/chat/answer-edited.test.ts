// Editing the last question answers it anew.
import { createFakeModel } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { type Bench, BOT, OFFERED, textMessage } from '../../test/bench.ts';
import { crashAtEveryWrite, expectOnce } from '../../test/crash.ts';
import {
  BOB,
  button,
  contentsOf,
  GROUP,
  inGroup,
  messagesOf,
  outcomes,
  quickBench,
} from '../../test/people.ts';
import { CHANGED } from './answer-cut.ts';

const ask = (bench: Bench, text: string, messageId = 800) =>
  bench.deliver({ update_id: 600 + messageId, message: textMessage(text, messageId) });

let nextEdit = 5_000;

const edit = (bench: Bench, text: string | undefined, messageId = 800, more: object = {}) =>
  bench.deliver({
    update_id: nextEdit++,
    edited_message: textMessage(text ?? '', messageId, { text, edit_date: 1, ...more }),
  });

const benchOf = (...scripts: string[][]) =>
  quickBench({ model: createFakeModel({ scripts, fallback: () => ['Later'], installed: OFFERED }) });

test('the edited question is answered anew, in a new message, and the old answer gives way', async () => {
  const bench = benchOf(['Four'], ['Six']);
  await ask(bench, 'What is 2+2?');
  await edit(bench, 'What is 3+3?');
  expect(bench.chat().map(({ text }) => text)).toEqual([expect.any(String), CHANGED, 'Six']);
  expect(await contentsOf(bench)).toEqual(['What is 3+3?', 'Six']);
  expect(bench.model.requests[1]?.messages.at(-1)?.content).toBe('What is 3+3?');
});

test('an edit that changes nothing is left alone', async () => {
  const bench = benchOf(['Four'], ['Five']);
  await ask(bench, 'What is 2+2?');
  await edit(bench, 'What is 2+2?');
  await ask(bench, 'And 2+3?', 801);
  await edit(bench, 'What is 2+2?');
  await edit(bench, undefined, 800, { sticker: {} });
  expect(bench.model.calls).toHaveLength(2);
  expect(outcomes(bench)).toEqual(['answered', 'answered', 'ignored', 'ignored', 'ignored']);
});

test('an edited command runs', async () => {
  const bench = benchOf();
  await bench.send('/ehco hi');
  await edit(bench, '/echo hi');
  expect(bench.said()).toBe('hi');
});

test('changed words below a picture are answered anew, and a file has to be sent again', async () => {
  const bench = benchOf(['Lima'], ['Oslo']);
  const photo = { text: undefined, photo: [{}] };
  await bench.deliver({ update_id: 1400, message: textMessage('', 800, { ...photo, caption: 'Peru?' }) });
  await edit(bench, undefined, 800, { ...photo, caption: 'Norway?' });
  expect((await contentsOf(bench))[0]).toMatch(/^Norway\?/);
  await edit(bench, undefined, 801, { document: { file_id: 'f', file_name: 'a.txt' }, caption: 'Sum up' });
  expect(bench.said()).toBe(
    "I don't read the changed words below a file. Reply to the file with your question, and I read it again.",
  );
});

test('while the wrong answer is written it ends, also where nothing of the text changed', async () => {
  const bench = benchOf(['Later']);
  await bench.services.stops.write(1001, { edited: { messageId: 800, updateId: 5_900 } });
  await ask(bench, 'What is 2+2?', 800);
  expect([bench.said(), bench.model.calls]).toEqual([CHANGED, []]);
  nextEdit = 5_900;
  await edit(bench, 'What is 2+2?');
  expect(bench.said()).toBe('Later');
  await bench.services.stops.write(1001, { edited: { messageId: 800, updateId: 9_000 } });
  await ask(bench, 'And 2+3?', 801);
  expect(bench.said()).toBe('Later');
  expect(bench.model.calls).toHaveLength(2);
});

test('an edit of an older question, or of nothing we know, is told what to do', async () => {
  const bench = benchOf(['Four'], ['Five']);
  await edit(bench, 'Before any session');
  expect(bench.said()).toContain('Please send it again as a new message.');
  await ask(bench, 'What is 2+2?', 800);
  await ask(bench, 'And 2+3?', 801);
  await edit(bench, 'What is 9+9?', 800);
  expect(bench.said()).toContain('only if it is your last question');
  expect(await contentsOf(bench)).toEqual(['What is 2+2?', 'Four', 'And 2+3?', 'Five']);
  expect(bench.model.calls).toHaveLength(2);
});

test('after Continue the edit is still of the last question', async () => {
  const cut = ['Once', { type: 'done' as const, reason: 'length' as const }];
  const model = createFakeModel({ scripts: [cut, ['more']], fallback: () => ['New'], installed: OFFERED });
  const bench = quickBench({ model });
  await ask(bench, 'A tale');
  await bench.tap(button(bench, 'Continue'));
  await edit(bench, 'A short tale');
  expect(await contentsOf(bench)).toEqual(['A short tale', 'New']);
});

test('an edited part of a paste cannot stand for the whole, and that is said', async () => {
  const bench = benchOf(['Read']);
  await ask(bench, 'x'.repeat(4096), 800);
  await ask(bench, 'y'.repeat(10), 801);
  await bench.deliverQueued();
  expect((await messagesOf(bench))[0]?.telegramMessageIds).toEqual([800, 801]);
  await edit(bench, 'z', 801);
  expect(bench.said()).toContain('That question came in several messages');
  expect(bench.model.calls).toHaveLength(1);
});

test('in a group the mention is no part of the question', async () => {
  const bench = benchOf(['Four'], ['Six']);
  await inGroup(bench, `@${BOT.username} what is 2+2?`);
  const [question] = await messagesOf(bench, 1, GROUP.id);
  const id = question?.telegramMessageIds[0] ?? 0;
  const mention = { entities: [{ type: 'mention', offset: 0, length: BOT.username.length + 1 }] };
  const place = { chat: GROUP, from: BOB, ...mention };
  await edit(bench, `@${BOT.username} what is 2+2?`, id, place);
  expect(bench.model.calls).toHaveLength(1);
  await edit(bench, `@${BOT.username} what is 3+3?`, id, place);
  expect(await contentsOf(bench, 1, GROUP.id)).toEqual(['what is 3+3?', 'Six']);
});

test('of a long answer that is outdated one message stays, and says so', async () => {
  const long = Array.from({ length: 40 }, (_, index) => `Part ${index}. ${'word '.repeat(40)}`).join('\n\n');
  const bench = benchOf([long], ['Six']);
  await ask(bench, 'What is 2+2?');
  expect(bench.chat()).toHaveLength(4);
  await edit(bench, 'What is 3+3?');
  expect(bench.chat().map(({ text }) => text)).toEqual([expect.any(String), CHANGED, 'Six']);
});

test('an edit that crashes anywhere is answered once', async () => {
  const answers: number[] = [];
  await crashAtEveryWrite({
    bench: () => ({
      model: createFakeModel({ scripts: [['Old']], fallback: () => ['New'], installed: OFFERED }),
    }),
    prepare: (bench) => ask(bench, 'What is 2+2?').then(() => {}),
    update: { update_id: 9000, edited_message: textMessage('What is 3+3?', 800) },
    async check(bench, writes) {
      expect(await contentsOf(bench), `after ${writes} writes`).toEqual(['What is 3+3?', 'New']);
      answers.push(bench.chat().filter(({ text }) => text === 'New').length);
    },
  });
  expectOnce(answers);
});
