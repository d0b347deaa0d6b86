// Everything that calls a model, and how it is counted where the operator has set an allowance: once, before the model is asked,
// and where it is used up no model is.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Allowance, dayOf, ModelError } from '@steward/core';
import {
  createFakeClock,
  createFakeModel,
  createFakeTranscriber,
  type FakeScript,
} from '@steward/core/testing';
import { expect, test } from 'vitest';
import { type Bench, createBench, OFFERED, textMessage, USER } from '../../test/bench.ts';
import { BOB, button, GROUP, inGroup } from '../../test/people.ts';
import { album, NOW, photo, pictureNamed, SEES } from '../../test/photo-bench.ts';
import { AUDIO, spoken, tapOf } from '../../test/voice-bench.ts';

const DONE = { type: 'done', reason: 'stop', promptTokens: 30, answerTokens: 12 } as const;
const CUT = { ...DONE, reason: 'length' } as const;
const FORWARD = { forward_origin: { type: 'hidden_user', sender_user_name: 'Xi', date: NOW / 1_000 } };
const AT = { date: NOW / 1_000 };

const FILES: Record<string, Uint8Array> = { F: new TextEncoder().encode('Page one'), AwAC: AUDIO };

/** Small sees nothing, large does; both write JSON that points at nothing, and whoever chats is shown it. */
const setUp = async (scripts: FakeScript[] = []) => {
  const clock = createFakeClock(NOW, { mode: 'auto' });
  const installed = OFFERED.map(({ name }, index) => ({
    name,
    capabilities: index === 0 ? ['completion'] : SEES,
  }));
  const model = createFakeModel({ scripts, fallback: () => ['{}', DONE], installed, clock });
  const bench = createBench({
    ...{ clock, model },
    replace: () => ({
      download: async (id) => FILES[id] ?? pictureNamed(id),
      speech: {
        transcriber: createFakeTranscriber({ clock, fallback: () => ({ text: 'Why is it so?' }) }),
        ...{ maxSeconds: 600, isOnModelServer: false },
      },
    }),
  });
  const zone = { name: 'Europe/Berlin', from: 'command' } as const;
  for (const id of [USER.id, GROUP.id]) await bench.stores.profiles.update(id, { zone, updatedAtMs: NOW });
  await bench.send('/newsession 1');
  return bench;
};

const message = (updateId: number, text: string | undefined, more: object = {}) => ({
  update_id: updateId,
  message: textMessage('', 800 + updateId, { ...AT, text, ...more }),
});
const ask = (bench: Bench) => bench.deliver(message(90, 'One?'));
/** Twice: the queue may deliver anything again. */
const twice = async (bench: Bench, update: object) => {
  for (const receiveCount of [1, 2]) await bench.deliver(update, { receiveCount });
};
const play = async (bench: Bench, updates: object[]) => {
  for (const update of updates) await bench.deliver(update);
  await bench.deliverQueued();
};

let taps = 92;
const tap = (bench: Bench, text: string) => bench.deliver(tapOf(taps++, button(bench, text)));

interface Way {
  /** Before there is an allowance. */
  before?: (bench: Bench) => Promise<unknown>;
  scripts?: FakeScript[];
  run: (bench: Bench) => Promise<unknown>;
  /** What “Try again” below the refusal asks first. */
  again?: string;
}

const picture = (more: object = {}) => message(91, undefined, { ...photo('P'), ...more });
const large = (bench: Bench) => bench.send('/newsession 2');
const document = { document: { file_id: 'F', file_name: 'a.pdf' }, caption: 'What is it?' };

/** A turn each, in whatever way it is asked for. */
const TURNS: Record<string, Way> = {
  'a question': { run: (bench) => twice(bench, message(91, 'One?')) },
  'a message that is passed on': { run: (bench) => twice(bench, message(91, 'All is well', FORWARD)) },
  'a picture': { before: large, run: (bench) => twice(bench, picture()) },
  'an album': { before: large, run: (bench) => play(bench, album([photo('A'), photo('B')])) },
  'a recording': { run: (bench) => twice(bench, spoken(91, AT)) },
  'a document with a question': { run: (bench) => twice(bench, message(91, undefined, document)) },
  'a paste in two parts': {
    run: (bench) =>
      play(
        bench,
        ['a', 'b'].map((letter, index) => message(91 + index, `${letter} `.repeat(1_500))),
      ),
  },
  'a comment and what follows it at once': {
    async run(bench) {
      await bench.stores.stops.write(USER.id, { join: { updateId: 92, date: AT.date } });
      await bench.deliver(message(91, 'What of this?'));
      await bench.deliver(message(92, 'All is well', FORWARD));
    },
  },
  '/retry': { before: ask, run: (bench) => bench.deliver(message(91, '/retry')) },
  '“Try again” below a failure': {
    scripts: [[new ModelError('model-unreachable', 'away')]],
    before: ask,
    run: (bench) => tap(bench, 'Try again'),
  },
  '“Continue” below an answer that was cut off': {
    scripts: [['Half', CUT]],
    before: ask,
    run: (bench) => tap(bench, 'Continue'),
  },
  'a question that was edited': {
    before: ask,
    run: (bench) =>
      twice(bench, {
        update_id: 91,
        edited_message: { ...message(90, 'Two?').message, edit_date: AT.date + 5 },
      }),
  },
  'another model for a picture': {
    before: (bench) => bench.deliver(picture()),
    run: (bench) => tap(bench, 'Answer with'),
    again: 'Answer with',
  },
};

/** No turn: words are pointed at. What is said where no model does. */
const CALLS: Record<string, Way & { without: RegExp }> = {
  'a reminder whose time code does not read': {
    run: (bench) => bench.send('/remind the dentist thing sometime around the usual hour'),
    without: /^⏰|When/,
  },
  'an event in a picture': {
    before: large,
    run: (bench) => bench.deliver(picture({ caption: '/event' })),
    without: /^📊 The allowance for today is used up, so no model reads this picture\. .*Write what it says/,
  },
};

const used = (bench: Bench, owner = USER.id) =>
  bench.stores.usage.get(owner, dayOf(bench.services.clock.now()));

const running = async ({ before, scripts, run }: Way, allowance: Allowance) => {
  const bench = await setUp(scripts);
  await before?.(bench);
  const calls = bench.model.calls.length;
  await bench.stores.profiles.update(USER.id, { allowance, updatedAtMs: NOW });
  await run(bench);
  return { bench, calls: bench.model.calls.length - calls, used: await used(bench) };
};

test.each(Object.entries(TURNS))('%s is one turn, and where none is left it is kept', async (_, way) => {
  const within = await running(way, { turns: 5, tokens: 1_000_000 });
  expect([within.calls, within.used]).toEqual([1, { turns: 1, tokens: 42 }]);
  for (const allowance of [{ turns: 0 }, { tokens: 0 }]) {
    const { bench, ...spent } = await running(way, allowance);
    expect(spent).toEqual({ calls: 0, used: { turns: 0, tokens: 0 } });
    expect(bench.said()).toMatch(
      /^📊 Your allowance is 0 t\w+ a day, so no model answers\. Your question is kept: tap “Try again” once it was raised\./,
    );
    await bench.stores.profiles.update(USER.id, { allowance: { turns: 1 }, updatedAtMs: NOW });
    await tap(bench, 'Try again');
    if (way.again) await tap(bench, way.again);
    expect(await used(bench)).toEqual({ turns: 1, tokens: 42 });
  }
});

test('a question in a group is a turn of the group', async () => {
  const bench = await setUp();
  for (const [owner, turns] of [
    [GROUP.id, 1],
    [BOB.id, 0],
  ] as const)
    await bench.stores.profiles.update(owner, { allowance: { turns }, updatedAtMs: NOW });
  for (const _ of [1, 2]) await inGroup(bench, '@StewardBot why?');
  expect([bench.model.calls.length, await used(bench, GROUP.id)]).toEqual([1, { turns: 1, tokens: 42 }]);
  expect(bench.said()).toMatch(
    /^📊 The allowance of this group for today is used up: 1 of 1 turn\. .* tap “Try again” then\./,
  );
});

test.each(Object.entries(CALLS))(
  '%s is no turn, and where something is used up no model is asked',
  async (_, way) => {
    const within = await running(way, { turns: 5, tokens: 1_000_000 });
    expect(within.calls).toBe(1);
    expect(within.used.turns).toBe(0);
    expect(within.used.tokens).toBeGreaterThan(50);
    for (const allowance of [{ turns: 0 }, { tokens: 0 }, { turns: 0, tokens: 9_000 }]) {
      const { bench, ...spent } = await running(way, allowance);
      expect(spent).toEqual({ calls: 0, used: { turns: 0, tokens: 0 } });
      expect(bench.said()).toMatch(way.without);
    }
  },
);

test('nothing else calls a model', () => {
  const root = join(import.meta.dirname, '..');
  const callers = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.startsWith('ollama'))
    .filter((path) => /\bmodel\.(?:stream|object)\(/.test(readFileSync(join(root, path), 'utf8')));
  // The first three wrap the model of a turn, the last one looks at the models on their way.
  expect(callers.map((path) => path.replaceAll('\\', '/')).sort()).toEqual([
    'chat/count-tokens.ts',
    'chat/point-with-model.ts',
    'chat/thinking-model.ts',
    'chat/wakeful-model.ts',
    'chat/watch-models.ts',
  ]);
});
