// An answer grows before the person's eyes, can be stopped and continued, and holds up nobody else.

import { paced } from '@steward/core/testing';
import { buttonsOf, isGrowing } from '@steward/telegram-emulator/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startWorld, type World } from './world.ts';

vi.setConfig({ maxConcurrency: 20 });

let world: World;
beforeAll(async () => {
  world = await startWorld();
  world.ollama.when('Continue exactly', ['And so it ends.']);
});
afterAll(async () => {
  const refused = world.refusedCalls();
  await world.close();
  expect(refused).toEqual([]);
});

const words = (count: number): string[] => Array.from({ length: count }, (_, index) => `word${index + 1} `);
const callsOf = (chatId: number) => world.emulator.calls().filter(({ params }) => params.chat_id === chatId);

describe.concurrent('an answer', { timeout: 300_000 }, () => {
  test('is announced by typing, grows calmly in one message and ends formatted', async () => {
    world.ollama.when(
      'Tell me about sorting',
      paced(100, ['Some **bold words** first. ', ...words(60), '\n\n```python\nprint(sorted(x))\n```\n']),
    );
    const ada = world.person('Ada');
    await ada.asks('/newsession 1', 'Session 1');
    const before = callsOf(ada.id).length;
    const askedAtMs = Date.now();
    ada.says('Tell me about sorting');
    const answer = await ada.reads('word60');
    const calls = callsOf(ada.id).slice(before);
    expect(calls[0]?.method).toBe('sendChatAction');
    const writes = calls.filter(({ method }) => method !== 'sendChatAction');
    expect(writes.map(({ method }) => method)).toEqual([
      'sendMessage',
      ...writes.slice(1).map(() => 'editMessageText'),
    ]);
    expect(writes.length).toBeGreaterThanOrEqual(3);
    // 1.5 s between two. A busy machine may take one down late, and the next in its time, but none before it was sent.
    expect((writes.at(-1)?.at ?? 0) - askedAtMs).toBeGreaterThanOrEqual((writes.length - 1) * 1_500);
    const states = ada.timeline().filter(({ message }) => message.message_id === answer.message_id);
    const lengths = states.slice(0, -1).map(({ message }) => message.text?.length ?? 0);
    expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
    for (const { message } of states.slice(0, -1)) {
      expect(isGrowing(message)).toBe(true);
      expect(message.text).not.toMatch(/\*\*|```/);
      expect(message.entities?.[0]).toMatchObject({ type: 'bold', offset: 5, length: 10 });
    }
    expect(answer.entities?.map(({ type, language }) => [type, language])).toEqual([
      ['bold', undefined],
      ['pre', 'python'],
    ]);
    expect(answer.text).not.toMatch(/\*\*|```/);
    expect(buttonsOf(answer)).toEqual([]);
  });

  test('stops at its Stop button, keeps what was written, and can be continued', async () => {
    world.ollama.when('Count for ever', paced(50, words(6_000)), 1);
    const bob = world.person('Bob');
    bob.says('Count for ever');
    const growing = await bob.sees('word30');
    await bob.taps(growing, 'Stop');
    const stopped = await bob.reads('Stopped');
    expect(stopped.message_id).toBe(growing.message_id);
    expect(stopped.text).toContain('word30');
    await bob.until(
      () => world.ollama.asked('Count for ever')[0]?.state === 'closed-by-client',
      'a model that is asked no more',
    );
    const history = await bob.asks('/history', 'word30');
    await bob.taps(stopped, 'Continue');
    await bob.reads('And so it ends.');
    expect(history.text).not.toContain('And so it ends.');
  });

  test('stops by /stop, together with the questions that wait behind it', async () => {
    world.ollama.when('A saga please', paced(50, words(6_000)));
    const cleo = world.person('Cleo');
    cleo.says('A saga please');
    await cleo.sees('word10');
    cleo.says('And a second one');
    cleo.says('/stop');
    await cleo.until(
      () => cleo.messages().filter(({ text = '' }) => /stopped/i.test(text)).length >= 2,
      'both stops',
    );
    expect(world.ollama.asked('And a second one')).toEqual([]);
    await cleo.asks('Still there?', 'You asked: Still there?');
    expect(cleo.messages().some(isGrowing)).toBe(false);
  });

  test('that reached its length limit goes on at a tap', async () => {
    world.ollama.when('Write a novel', ['Chapter one.', { type: 'done', reason: 'length' }], 1);
    const dora = world.person('Dora');
    const cut = await dora.asks('Write a novel', 'length limit');
    await dora.taps(cut, 'Continue');
    await dora.reads('And so it ends.');
    const [request] = world.ollama
      .chats()
      .filter(({ messages }) => messages.some(({ content }) => content.includes('Chapter one')));
    expect(request?.messages.slice(1).map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
  });

  test('of nine thousand characters arrives in pieces, whole and in order', async () => {
    const paragraphs = Array.from(
      { length: 60 },
      (_, index) => `Paragraph ${index + 1}. ${'Lorem ipsum. '.repeat(11)}\n\n`,
    );
    world.ollama.when('At length', paced(10, paragraphs));
    const eve = world.person('Eve');
    await eve.asks('/newsession 1', 'Session 1');
    const before = eve.messages().length;
    await eve.asks('At length', 'Paragraph 60.');
    const pieces = eve.messages().slice(before);
    expect(pieces.length).toBeGreaterThan(2);
    for (const { text = '' } of pieces) expect(text).toMatch(/^Paragraph/);
    expect(eve.messages().some(isGrowing)).toBe(false);
    const numbers = pieces.flatMap(({ text = '' }) =>
      [...text.matchAll(/Paragraph (\d+)\./g)].map(([, n]) => Number(n)),
    );
    expect(numbers).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
  });

  test('comes for each of several quick messages, in order, each with the ones before in mind', async () => {
    world.ollama.when('first?', [{ delayMs: 1_000 }, 'One.']);
    const fay = world.person('Fay');
    for (const text of ['first?', 'second?', 'third?']) fay.says(text);
    await fay.reads('You asked: third?');
    const answers = fay.texts().slice(1);
    expect(answers).toEqual(['One.', 'You asked: second?', 'You asked: third?']);
    expect(
      world.ollama
        .asked('third?')[0]
        ?.messages.slice(1)
        .map(({ content }) => content),
    ).toEqual(['first?', 'One.', 'second?', 'You asked: second?', 'third?']);
  });
});

describe.concurrent('two people', { timeout: 300_000 }, () => {
  test('never wait for each other and see nothing of each other', async () => {
    const { promise: idaHas, resolve: goOn } = Promise.withResolvers<void>();
    world.ollama.when('secret of Gus', [{ until: idaHas }, 'Gus knows.']);
    const [gus, ida] = [world.person('Gus'), world.person('Ida')];
    gus.says('secret of Gus');
    await gus.until(() => world.ollama.asked('secret of Gus').length === 1, 'the model is asked');
    await ida.asks('Hello there', 'You asked: Hello there');
    expect(gus.texts().join()).not.toContain('Gus knows.');
    goOn();
    await gus.reads('Gus knows.');
    const sessions = await ida.asks('/listsessions', 'Your sessions');
    expect(sessions.text).toMatch(/\n▶️ 1\. Hello there\n/);
    const answers = world.ollama.asked('Hello there').flatMap(({ messages }) => messages);
    expect(JSON.stringify([answers, ida.texts()])).not.toMatch(/Gus/);
  });
});

describe.concurrent('STREAMING', { timeout: 300_000 }, () => {
  test('draft shows a draft that grows, and sends the answer once', async () => {
    const world = await startWorld({ environment: { STREAMING: 'draft' } });
    world.ollama.when('Tell', paced(100, words(60)));
    const ada = world.person('Ada');
    await ada.asks('/newsession 1', 'Session 1');
    ada.says('Tell');
    await ada.until(
      () => world.emulator.drafts(ada.id).some(({ text }) => text.includes('word5')),
      'a draft',
    );
    await ada.reads('word60');
    expect(ada.messages()).toHaveLength(2);
    expect(ada.timeline()).toHaveLength(2);
    expect(world.refusedCalls()).toEqual([]);
    await world.close();
  });

  test('draft stops at the Stop button of Telegram and keeps what was written', async () => {
    const world = await startWorld({ environment: { STREAMING: 'draft' } });
    world.ollama.when('Tell', paced(300, words(1_000)));
    const ada = world.person('Ada');
    ada.says('Tell');
    await ada.until(
      () => world.emulator.drafts(ada.id).some(({ text }) => text.includes('word5')),
      'a draft',
    );
    const [draft] = world.emulator.drafts(ada.id);
    world.emulator.stopDraft(ada.id, ada.id, draft?.draft_id ?? 0);
    const stopped = await ada.reads('Stopped');
    expect(stopped.text).toContain('word5');
    await ada.until(
      () => world.ollama.chats()[0]?.state === 'closed-by-client',
      'a model that is asked no more',
    );
    expect(world.refusedCalls()).toEqual([]);
    await world.close();
  });

  test('off types, and sends the answer once', async () => {
    const world = await startWorld({ environment: { STREAMING: 'off' } });
    world.ollama.when('Tell', paced(100, words(60)));
    const ada = world.person('Ada');
    await ada.asks('/newsession 1', 'Session 1');
    await ada.asks('Tell', 'word60');
    expect(ada.timeline()).toHaveLength(2);
    const typing = world.emulator.calls().filter(({ method }) => method === 'sendChatAction');
    // At the question, and again before Telegram forgets it.
    expect(typing.length).toBeGreaterThanOrEqual(2);
    expect(world.refusedCalls()).toEqual([]);
    await world.close();
  });
});
