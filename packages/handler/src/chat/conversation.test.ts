// Plain text talks to the model: the first message, the answer, and what stands below an answer that is not whole.

import { createModelRegistry, ModelError, type ModelErrorCode } from '@steward/core';
import { createFakeModel, type FakeScript } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { createBench, OFFERED, refused, textMessage } from '../../test/bench.ts';
import { crashAtEveryWrite, expectOnce } from '../../test/crash.ts';
import { button, contentsOf, messagesOf, outcomes, quickBench, sessionsOf } from '../../test/people.ts';

const CUT: FakeScript = ['Once upon', { type: 'done', reason: 'length' }];
const away = () => new ModelError('model-unreachable', 'refused');

const withScripts = (...scripts: FakeScript[]) => {
  const installed = OFFERED.map(({ name }) => ({ name }));
  const model = createFakeModel({ scripts, fallback: () => ['An answer'], installed });
  return quickBench({ model });
};

const texts = (bench: ReturnType<typeof quickBench>) => bench.chat().map(({ text }) => text);

test('the first text creates a session with the first model, says so once, and is answered', async () => {
  const bench = withScripts(['Hello ', 'Ada']);
  await bench.send('Hi');
  expect(texts(bench)).toEqual([
    'Started session 1 with the model small:1b. /newsession offers the others, /help tells the rest.',
    'Hello Ada',
  ]);
  await bench.send('And?');
  expect(texts(bench)).toEqual([expect.any(String), 'Hello Ada', 'An answer']);
  expect(outcomes(bench)).toEqual(['answered', 'answered']);
});

test('a first session uses the first model that is installed', async () => {
  const model = createFakeModel({ fallback: () => ['Yes'], installed: [{ name: 'large:9b' }] });
  const bench = quickBench({ model });
  await bench.send('Hi');
  expect(await sessionsOf(bench)).toMatchObject([{ modelName: 'large:9b' }]);
});

test('without any model the person is told, and nothing is created', async () => {
  const bench = quickBench({ model: createFakeModel({ away: new Error('away') }), offered: [] });
  await bench.send('Hi');
  expect(bench.said()).toContain('There is no model to talk to');
  expect(bench.said()).toContain('/status');
  expect(await sessionsOf(bench)).toEqual([]);
  expect(outcomes(bench)).toEqual(['failed']);
});

test('wherever a first message crashes, one session, one note and one answer come of it', async () => {
  const answers: number[] = [];
  const notes: number[] = [];
  await crashAtEveryWrite({
    prepare: async () => {},
    update: { update_id: 900, message: textMessage('Hi', 800) },
    async check(bench, writes) {
      const sessions = await sessionsOf(bench);
      expect(sessions, `after ${writes} writes`).toMatchObject([{ messageCount: 2 }]);
      expect(await contentsOf(bench, sessions[0]?.number)).toEqual(['Hi', 'An answer']);
      answers.push(texts(bench).filter((text) => text === 'An answer').length);
      notes.push(texts(bench).filter((text) => text.startsWith('Started session')).length);
      expect(outcomes(bench)).toEqual(['answered']);
    },
  });
  expectOnce(answers);
  expectOnce(notes);
});

test('a stored answer is never generated again', async () => {
  await crashAtEveryWrite({
    prepare: (bench) => bench.send('First').then(() => {}),
    update: { update_id: 900, message: textMessage('Second', 800) },
    async check(bench) {
      const [, , , reply] = await messagesOf(bench);
      expect(reply?.content).toBe('An answer');
      // The first question, the second, and the second once more when the crash came before its answer was stored.
      expect(bench.model.calls.length).toBeLessThanOrEqual(3);
    },
  });
});

test('a duplicate is not answered again', async () => {
  const bench = withScripts();
  const update = { update_id: 900, message: textMessage('Hi', 800) };
  await bench.deliver(update);
  await bench.deliver(update);
  expect(texts(bench).filter((text) => text === 'An answer')).toHaveLength(1);
  expect(bench.model.calls).toHaveLength(1);
});

test('a long answer comes in several messages, and the stored one knows them all', async () => {
  const long = Array.from({ length: 1_500 }, (_, n) => `word${n}`).join(' ');
  const bench = withScripts([long]);
  await bench.send('/newsession 1');
  await bench.send('Tell me all');
  const pieces = bench.chat().slice(1);
  expect(pieces.length).toBeGreaterThan(2);
  expect(pieces.every(({ text }) => text.length <= 4096)).toBe(true);
  expect(pieces.map(({ text }) => text.trim()).join(' ')).toBe(long);
  const [, reply] = await messagesOf(bench);
  expect(reply?.telegramMessageIds).toEqual(pieces.map(({ id }) => id));
});

test('a long answer is sent once, piece by piece, wherever it crashes', async () => {
  const long = Array.from({ length: 1_500 }, (_, n) => `word${n}`).join(' ');
  let repeated = 0;
  await crashAtEveryWrite({
    bench: () => ({ model: createFakeModel({ fallback: () => [long], installed: OFFERED }) }),
    prepare: (bench) => bench.send('/newsession 1').then(() => {}),
    update: { update_id: 900, message: textMessage('Tell me all', 800) },
    async check(bench, writes) {
      const sent = texts(bench)
        .slice(1)
        .map((text) => text.trim());
      expect([...new Set(sent)].join(' '), `after ${writes} writes`).toBe(long);
      repeated = Math.max(repeated, sent.length - new Set(sent).size);
    },
  });
  expect(repeated).toBeLessThanOrEqual(1);
});

test('an answer cut off by its length can be continued', async () => {
  const bench = withScripts(CUT, [' a time.']);
  await bench.send('Tell me a tale');
  expect(bench.said()).toBe('Once upon\n\nThe answer reached its length limit. Tap “Continue” for the rest.');
  expect(outcomes(bench)).toEqual(['answered']);
  const more = button(bench, 'Continue');
  await bench.tap(more);
  expect(bench.said().trim()).toBe('a time.');
  expect(bench.model.requests[1]?.messages.slice(-3).map(({ content }) => content)).toEqual([
    'Tell me a tale',
    'Once upon',
    'Continue exactly where you stopped, without repeating anything.',
  ]);
  await bench.send('/history');
  expect(bench.said()).toMatch(/🤖 Answer · .*\nOnce upon\n\n🤖 Answer ▶️ Continued · .*\na time\.$/);
  await bench.send('/export md');
  expect(bench.documents.at(-1)?.text).toMatch(/\n## Assistant · .*\n\nOnce upon\n\na time\.\n$/);
  await bench.tap(more);
  expect(bench.said()).toContain('The conversation has moved on since that button.');
  expect(bench.model.calls).toHaveLength(2);
});

test('what was cut off within code goes on as code, and an export closes it each time', async () => {
  const cut: FakeScript = ['Here:\n\n```js\nlet a;', { type: 'done', reason: 'length' }];
  const more: FakeScript = ['\n  let b;', { type: 'done', reason: 'length' }];
  const bench = withScripts(cut, more, ['\n}\n```\n\nThat is **all**.']);
  await bench.send('Write code');
  const shown = () => {
    const { params } = bench.calls.findLast(({ method }) => /^(send|edit)Message/.test(method)) ?? {};
    const text = String(params?.text);
    const entities = (params?.entities ?? []) as { type: string; offset: number; length: number }[];
    return entities.map(({ type, offset, length }) => [type, text.slice(offset, offset + length)]);
  };
  await bench.tap(button(bench, 'Continue'));
  expect(shown()[0]).toEqual(['pre', '  let b;']);
  await bench.tap(button(bench, 'Continue'));
  expect(shown()).toEqual([
    ['pre', '}'],
    ['bold', 'all'],
  ]);
  await bench.send('/export 1 md');
  const { text } = bench.documents[0] ?? { text: '' };
  expect(text.match(/^```.*$/gm)).toEqual(['```js', '```', '```js', '```', '```js', '```']);
});

test('a page of /history that begins with a continuation says so', async () => {
  const bench = withScripts(['One'], ['Two'], CUT, [' a time.'], ['Three'], ['Four'], ['Five']);
  for (const question of ['1?', '2?', 'Tell me a tale']) await bench.send(question);
  await bench.tap(button(bench, 'Continue'));
  for (const question of ['3?', '4?', '5?']) await bench.send(question);
  await bench.send('/history');
  expect(bench.said()).not.toContain('Continue');
  await bench.tap(button(bench, 'Older'));
  expect(bench.said()).toMatch(/Once upon\n\n🤖 Answer ▶️ Continued · .*\na time\.$/);
  expect(bench.said().match(/UTC/g)).toHaveLength(6);
});

test('Continue goes on in its own session, also when another one is active', async () => {
  const bench = withScripts(CUT, [' a time.']);
  await bench.send('Tell me a tale');
  const more = button(bench, 'Continue');
  await bench.send('/newsession 2');
  await bench.tap(more);
  expect(await contentsOf(bench, 1)).toHaveLength(4);
  expect(await contentsOf(bench, 2)).toEqual([]);
});

test('Continue and Try again of an archived conversation offer to restore it', async () => {
  const bench = withScripts(['Half', away()]);
  await bench.send('Tell me a tale');
  const buttons = [button(bench, 'Continue'), button(bench, 'Try again')];
  await bench.send('/archive');
  for (const data of buttons) {
    await bench.tap(data);
    expect(bench.said()).toContain('Conversation 1 is archived.');
  }
});

test('an answer that breaks off keeps what came and can be continued or tried again', async () => {
  const bench = withScripts(['Half an', away()], ['A whole one']);
  await bench.send('Tell me');
  expect(bench.said()).toMatch(/^Half an\n\n⚠️ The answer broke off/);
  expect(await contentsOf(bench)).toEqual(['Tell me', 'Half an']);
  expect(bench.buttons().map(({ text }) => text)).toEqual(['▶️ Continue', '🔁 Try again']);
  await bench.tap(button(bench, 'Try again'));
  expect(bench.said()).toBe('A whole one');
  expect(await contentsOf(bench)).toEqual(['Tell me', 'A whole one']);
  expect(await sessionsOf(bench)).toMatchObject([{ messageCount: 2 }]);
});

const SENTENCES: [ModelErrorCode, RegExp][] = [
  ['model-unreachable', /cannot be reached/],
  ['model-busy', /too busy/],
  ['model-key-refused', /does not accept this bot/],
  ['model-slow', /did not begin to answer in time/],
  ['model-sign-in', /not signed in there/],
  ['model-limit', /limit of what may be asked/],
  ['model-no-memory', /too little memory/],
  ['model-no-chat', /cannot chat/],
  ['model-stumbled', /met an error while it answered/],
  ['model-broke-off', /closed the connection/],
  ['model-failed', /could not answer this/],
  ['context-overflow', /does not fit/],
];

test.each(SENTENCES)(
  '%s without a word is one plain sentence, and the question is kept',
  async (code, told) => {
    const error = () => new ModelError(code, 'secret detail');
    const bench = withScripts([error()], [...(code === 'context-overflow' ? [error()] : ['Better'])]);
    await bench.send('Tell me');
    expect(bench.said()).toMatch(told);
    expect(bench.said()).not.toContain('secret');
    expect(bench.buttons()).toMatchObject([{ text: '🔁 Try again' }]);
    expect(await contentsOf(bench)).toEqual(['Tell me']);
    expect(outcomes(bench)).toEqual(['failed']);
  },
);

test.each<[ModelErrorCode, RegExp]>([
  ['model-stumbled', /^Half\n\n⚠️ The answer broke off: the model server met an error/],
  ['model-no-memory', /^Half\n\n⚠️ The answer broke off: the model server ran out of memory/],
  ['model-limit', /^Half\n\n⚠️ The answer broke off: the limit of this model/],
])('%s in the middle of an answer says why, and what came is kept', async (code, told) => {
  const bench = withScripts(['Half', new ModelError(code, 'secret detail')]);
  await bench.send('Tell me');
  expect(bench.said()).toMatch(told);
  expect(bench.buttons().map(({ text }) => text)).toEqual(['▶️ Continue', '🔁 Try again']);
});

test('an empty answer says so', async () => {
  const bench = withScripts([' ']);
  await bench.send('Tell me');
  expect(bench.said()).toContain('The model gave an empty answer. Your question is kept');
});

test('an answer of invisible characters counts as empty', async () => {
  const bench = withScripts(['\u200b\u2800']);
  await bench.send('Tell me');
  expect(bench.said()).toContain('The model gave an empty answer.');
  expect(bench.buttons().map(({ text }) => text)).toEqual(['🔁 Try again']);
  expect(outcomes(bench)).toEqual(['failed']);
});

test('who blocked the bot is not written to, and the update ends', async () => {
  const bench = withScripts([{ delayMs: 60_000 }, 'Too late']);
  await bench.send('/newsession 1');
  const blocked = () => refused(403, 'Forbidden: bot was blocked by the user');
  bench.answers.push({ method: 'sendMessage', answer: blocked });
  expect(await bench.send('Tell me')).toBe('deleted');
  expect(bench.model.calls[0]).toMatchObject({ closed: true, aborted: true });
  expect(outcomes(bench)).toEqual(['answered', 'failed']);
  expect(bench.chat()).toHaveLength(1);
});

test('Try again works as often as it is needed', async () => {
  const bench = withScripts([away()], [away()], [away()], ['At last']);
  await bench.send('Tell me');
  await bench.tap(button(bench, 'Try again'));
  expect(bench.said()).toContain('cannot be reached');
  await bench.tap(button(bench, 'Try again'));
  await bench.tap(button(bench, 'Try again'));
  expect(bench.said()).toBe('At last');
  expect(await contentsOf(bench)).toEqual(['Tell me', 'At last']);
});

test('two quick taps on Try again are answered once', async () => {
  const bench = withScripts([away()], ['At last']);
  await bench.send('Tell me');
  const again = button(bench, 'Try again');
  await bench.tap(again);
  await bench.tap(again);
  expect(bench.said()).toContain('The conversation has moved on');
  expect(bench.model.calls).toHaveLength(2);
});

test('Try again answers in its own session, also when another one is active', async () => {
  const bench = withScripts([away()], ['At last']);
  await bench.send('Tell me');
  const again = button(bench, 'Try again');
  await bench.send('/newsession 2');
  await bench.tap(again);
  expect(await contentsOf(bench, 1)).toEqual(['Tell me', 'At last']);
});

test('a tap on Try again that crashes anywhere is one answer', async () => {
  const scripted = () =>
    createFakeModel({ scripts: [[away()]], fallback: () => ['Again'], installed: OFFERED });
  const answers: number[] = [];
  await crashAtEveryWrite({
    bench: () => ({ model: scripted() }),
    prepare: (bench) => bench.send('Tell me').then(() => {}),
    update: {
      update_id: 900,
      callback_query: {
        id: 't',
        from: textMessage('', 1).from,
        data: 'retry:1:1:1',
        message: textMessage('', 501),
      },
    },
    async check(bench, writes) {
      expect(await contentsOf(bench), `after ${writes} writes`).toEqual(['Tell me', 'Again']);
      expect(texts(bench).join()).not.toContain('moved on');
      answers.push(texts(bench).filter((text) => text === 'Again').length);
      expect(await sessionsOf(bench)).toMatchObject([{ messageCount: 2 }]);
    },
  });
  expectOnce(answers);
});

test('a tap on Continue that crashes anywhere is one answer', async () => {
  const scripted = () =>
    createFakeModel({ scripts: [CUT], fallback: () => ['the rest'], installed: OFFERED });
  await crashAtEveryWrite({
    bench: () => ({ model: scripted() }),
    prepare: (bench) => bench.send('Tell me').then(() => {}),
    update: {
      update_id: 900,
      callback_query: {
        id: 't',
        from: textMessage('', 1).from,
        data: 'more:1:1',
        message: textMessage('', 501),
      },
    },
    async check(bench, writes) {
      expect((await contentsOf(bench)).length, `after ${writes} writes`).toBe(4);
      expect(texts(bench).join()).not.toContain('moved on');
      expect(await sessionsOf(bench)).toMatchObject([{ messageCount: 4 }]);
    },
  });
});

test('/retry answers the last question anew in the place of the old answer', async () => {
  const bench = withScripts(['One'], ['Two']);
  await bench.send('/retry');
  expect(bench.said()).toBe('There is no question to answer again. Just write one.');
  await bench.send('/newsession 1');
  await bench.send('/retry');
  expect(bench.said()).toBe('There is no question to answer again. Just write one.');
  await bench.send('Tell me');
  await bench.send('/retry');
  expect(bench.said()).toBe('Two');
  expect(await contentsOf(bench)).toEqual(['Tell me', 'Two']);
  expect(bench.model.requests[1]?.messages.map(({ content }) => content)).not.toContain('One');
});

test('/retry after Continue answers the question as a whole', async () => {
  const bench = withScripts(CUT, ['the rest'], ['All of it']);
  await bench.send('Tell me');
  await bench.tap(button(bench, 'Continue'));
  await bench.send('/retry');
  expect(await contentsOf(bench)).toEqual(['Tell me', 'All of it']);
  expect(await sessionsOf(bench)).toMatchObject([{ messageCount: 2 }]);
});

test('a /retry that fails keeps the old answer, and its own Try again works', async () => {
  const bench = withScripts(['One'], [away()], ['Two']);
  await bench.send('Tell me');
  await bench.send('/retry');
  expect(await contentsOf(bench)).toEqual(['Tell me', 'One']);
  await bench.tap(button(bench, 'Try again'));
  expect(await contentsOf(bench)).toEqual(['Tell me', 'Two']);
});

test('a conversation of answers alone has no question to repeat', async () => {
  const bench = withScripts();
  await bench.send('/newsession 1');
  const [session] = await sessionsOf(bench);
  await bench.services.messages.putMany(
    1001,
    session?.sessionId ?? '',
    Array.from({ length: 25 }, (_, n) => ({
      key: `${String(n).padStart(13, '0')}#${String(n).padStart(12, '0')}#000000`,
      role: 'assistant' as const,
      content: 'x',
      ts: n,
      telegramMessageIds: [],
    })),
  );
  await bench.send('/retry');
  expect(bench.said()).toContain('There is no question to answer again.');
});

test('a session whose model is gone says so, offers the others, and the kept question is answered', async () => {
  const gone = new ModelError('model-missing', 'gone');
  const bench = withScripts([gone], ['From the other one']);
  await bench.send('Tell me');
  expect(bench.said()).toBe(
    '⚠️ The model small:1b of session 1 is not on the server any more. Your question is kept: choose another model, then tap “Try again”.',
  );
  expect(bench.buttons().map(({ text }) => text)).toEqual(['large:9b', '🔁 Try again']);
  const again = button(bench, 'Try again');
  await bench.tap(button(bench, 'large:9b'));
  expect(bench.said()).toBe(
    '🔁 Session 1 now uses large:9b. Your last question has no answer yet: tap “Try again”.',
  );
  expect(button(bench, 'Try again').split(':').slice(0, 3)).toEqual(again.split(':').slice(0, 3));
  await bench.tap(again);
  expect(bench.said()).toBe('From the other one');
  expect(bench.model.requests.at(-1)?.model).toBe('large:9b');
  expect(await contentsOf(bench)).toEqual(['Tell me', 'From the other one']);
});

test('a model that no provider knows is told as one that is gone, and is asked of nobody', async () => {
  const owns = (model: string) => model.startsWith('large');
  const bench = createBench({
    replace: ({ model }) => ({ model: createModelRegistry([{ provider: model, owns }]) }),
  });
  await bench.send('Tell me');
  expect(bench.said()).toContain('⚠️ The model small:1b of session 1 is not on the server any more.');
  await bench.tap(button(bench, 'large:9b'));
  await bench.tap(button(bench, 'Try again'));
  expect(bench.said()).toBe('An answer');
  expect(bench.model.requests.map(({ model }) => model)).toEqual(['large:9b']);
});

test('when no other model is installed either, that is said', async () => {
  const gone = new ModelError('model-missing', 'gone');
  const bench = quickBench({ model: createFakeModel({ scripts: [[gone]], installed: [] }) });
  await bench.send('Tell me');
  expect(bench.said()).toContain('no other one is installed');
  expect(bench.said()).toContain('ollama pull small:1b');
  expect(bench.buttons().map(({ text }) => text)).toEqual(['🔁 Try again']);
});

test('of a message too long for the model the end is read, and that is told', async () => {
  const bench = withScripts();
  await bench.send('/newsession 1');
  const text = `${'blah '.repeat(4000)}what is this?`;
  bench.services.download = async () => Buffer.from(text);
  const document = { file_id: 'f', file_name: 'long.txt' };
  await bench.send('', { text: undefined, document });
  expect(bench.said()).toBe('Your message was too long for this model: only its end was read.\n\nAn answer');
  expect(bench.model.requests[0]?.messages.at(-1)?.content).toMatch(/what is this\?$/);
});

test('Stop keeps what was written, and it can be continued', async () => {
  const bench = withScripts(['Some ', { delayMs: 5_000 }, 'more'], ['the rest']);
  await bench.send('/newsession 1');
  let looks = 0;
  const stop = { upToUpdateId: 2, atMs: Date.now() + 60_000 };
  bench.services.stops.read = async () => (looks++ === 0 ? {} : { stop });
  await bench.send('Tell me');
  expect(bench.said()).toBe('Some\n\n⏹ Stopped.');
  expect(await contentsOf(bench)).toEqual(['Tell me', 'Some']);
  expect(outcomes(bench)).toEqual(['answered', 'stopped']);
  await bench.tap(button(bench, 'Continue'));
  expect(bench.said()).toBe('the rest');
});

test('a question stopped before it began can be tried again', async () => {
  const bench = withScripts();
  await bench.services.stops.write(1001, { stop: { upToUpdateId: 1, atMs: Date.now() + 60_000 } });
  await bench.send('Tell me');
  expect(bench.said()).toBe('⏹ Stopped before I began.');
  expect(bench.model.calls).toHaveLength(0);
  expect(await sessionsOf(bench)).toMatchObject([{ messageCount: 1 }]);
  await bench.tap(button(bench, 'Try again'));
  expect(bench.said()).toBe('An answer');
});
