// /start, /help, /status, /history, /model, /system, /echo, /stop, and what is no command of ours.
import { ModelError } from '@steward/core';
import {
  createFakeClock,
  createFakeModel,
  createFakePower,
  createMemoryModelServerStore,
} from '@steward/core/testing';
import { describe, expect, test } from 'vitest';
import { type Bench, BOT, createBench, OFFERED, USER } from '../../test/bench.ts';
import { button, contentsOf, GROUP, inGroup, outcomes, quickBench, sessionsOf } from '../../test/people.ts';
import { botCommands, describeCommands } from './index.ts';

test.each(['/start', '/hello', '/start deep-link', `/START@${BOT.username}`])(
  '%s greets',
  async (command) => {
    const bench = quickBench();
    await bench.send(command);
    expect(bench.said()).toContain('👋 Hello, Ada! I am Steward');
    expect(bench.said()).toContain('Just write to me');
    expect(bench.said()).toMatch(/remind me .*schedule .*note: /);
    expect(bench.said()).toContain('The first message starts a session');
    await bench.tap(button(bench, 'New session'));
    expect(bench.said()).toContain('Choose a model');
    await bench.tap('sessions:0');
    expect(bench.said()).toContain('You have no sessions.');
  },
);

test('/start of somebody with a session names it, and in a group tells how to address the bot', async () => {
  const bench = quickBench();
  await bench.send('Hello bees');
  await bench.send('/start');
  expect(bench.said()).toContain('Session 1 “Hello bees” is active');
  await inGroup(bench, '/start', { from: { id: 5, is_bot: false } });
  expect(bench.said()).toContain('👋 Hello! I am Steward');
  expect(bench.said()).not.toContain('remind me');
  expect(bench.said()).toContain('when you mention @StewardBot, reply to me, or use a command');
});

test('/help lists every command, in one message', async () => {
  const bench = quickBench();
  await bench.send('/help');
  const listed = bench.said().split('\n');
  for (const { name, summary } of describeCommands()) {
    expect(
      listed.filter((line) => line.startsWith(`/${name}`) && line.endsWith(`: ${summary}`)),
    ).toHaveLength(1);
  }
  expect(bench.said()).toContain('/switch <n>: Go on with another session');
  expect(bench.said()).toContain('/start, /hello: ');
  expect(bench.chat()).toHaveLength(1);
});

test('every command of the assignment is there, and the menu is as Telegram takes it', () => {
  const named = describeCommands().flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  expect(named).toEqual(
    expect.arrayContaining(
      'start hello help newsession listsessions switch rename history archive listarchives export restore delete forget status echo stop retry model system'.split(
        ' ',
      ),
    ),
  );
  expect(new Set(named).size).toBe(named.length);
  for (const { command, description } of botCommands()) {
    expect(command).toMatch(/^[a-z0-9_]{1,32}$/);
    expect(description.length).toBeGreaterThan(2);
    expect(description.length).toBeLessThanOrEqual(256);
  }
});

test('/status tells of the bot, the server and how fast it is, the models loaded and the session', async () => {
  const model = createFakeModel({ fallback: () => ['x'], installed: OFFERED, loaded: ['small:1b'] });
  const clock = createFakeClock(undefined, { mode: 'auto' });
  const bench = createBench({ model, clock });
  bench.services.model.version = async () => {
    await clock.sleep(12);
    return 'Ollama 0.33.0';
  };
  await bench.send('/status');
  expect(bench.said()).toMatch(
    /^Status\n\n✅ Bot: running, version 0.0.0\n✅ Model server: reachable in \d+ ms, Ollama 0.33.0\n🧠 Models loaded: small:1b\n💬 Session: none active/,
  );
  await bench.send('Hello bees');
  await bench.send('/status');
  expect(bench.said()).toContain('💬 Session: 1 “Hello bees” with small:1b, 2 messages');
});

test('/status is one short message whatever the server says of itself', async () => {
  const loaded = Array.from({ length: 60 }, (_, index) => `${index}\u001b[2J${'m'.repeat(1_000)}`);
  const model = createFakeModel({ fallback: () => ['x'], installed: OFFERED, loaded });
  model.version = async () => `Ollama ${'9'.repeat(10_000)}`;
  const bench = createBench({ model });
  await bench.send('/status');
  expect(bench.shown()).toHaveLength(1);
  expect(bench.said()).toMatch(/, 50 more\n💬 Session/);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be there
  expect(bench.said()).not.toMatch(/\u001b/);
});

test('/status says when no model is loaded, and when the server is away', async () => {
  const bench = quickBench();
  await bench.send('/status');
  expect(bench.said()).toContain('🧠 Models loaded: none (the first answer loads one)');
  bench.services.model.loaded = async () => {
    throw new Error('away');
  };
  await bench.send('/status');
  expect(bench.said()).toContain('🧠 Models loaded: unknown');
  bench.services.model.version = async () => {
    throw new Error('away');
  };
  await bench.send('/status');
  expect(bench.said()).toContain('✅ Bot: running');
  expect(bench.said()).toContain('❌ Model server: not reachable. Questions are kept');
});

test('/status shows the last failure of a model in this chat, also one that another version names', async () => {
  const failure = new ModelError('model-no-memory', 'secret detail', { status: 500 });
  const bench = quickBench({ model: createFakeModel({ scripts: [[failure]], fallback: () => ['Fine'] }) });
  await bench.send('/status');
  expect(bench.said()).not.toContain('Last failure');
  await bench.send('Tell me');
  await bench.send('And now?');
  await bench.send('/status');
  expect(bench.said()).toContain(
    '⚠️ Last failure here: small:1b, just now: too little memory for this model.',
  );
  await bench.services.profiles.update(USER.id, {
    modelFailure: { code: 'model-of-tomorrow', model: 'm', atMs: 0 },
    updatedAtMs: 1,
  });
  await bench.send('/status');
  expect(bench.said()).toContain('⚠️ Last failure here: m, 1970-01-01: the server could not answer.');
});

test.each([
  ['model-key-refused', 'reachable, but it refuses my key'],
  ['model-failed', 'reachable, but it does not answer as a model server does.'],
  ['model-unreachable', 'not reachable.'],
] as const)('/status tells a server that is away from one that refuses: %s', async (code, sentence) => {
  const bench = createBench({ clock: createFakeClock(undefined, { mode: 'auto' }) });
  bench.services.model.version = async () => {
    throw new ModelError(code, 'planted');
  };
  await bench.send('/status');
  expect(bench.said()).toContain(`❌ Model server: ${sentence}`);
});

test.each([
  ['stopped', '😴 Model server: asleep. The next question wakes it'],
  ['stopping', '😴 Model server: going to sleep.'],
  ['pending', '☀️ Model server: waking up.'],
  ['running', '❌ Model server: not reachable.'],
  ['unknown', '❌ Model server: not reachable.'],
] as const)('/status tells a server whose machine is %s from one that is broken', async (state, told) => {
  const bench = quickBench();
  const power = createFakePower({ clock: bench.services.clock, ...(state !== 'unknown' && { state }) });
  if (state === 'unknown') power.fault = new Error('away');
  bench.services.modelServer = { power, store: createMemoryModelServerStore() };
  bench.services.model.version = async () => {
    throw new Error('away');
  };
  await bench.send('/status');
  expect(bench.said()).toContain(told);
});

describe('/status tells of the clock', () => {
  /** Thursday, 11 March 2027, 10:00 in Berlin. */
  const NOW = Date.parse('2027-03-11T09:00Z');
  const statusAfter = async (
    tickedAgoMs: number | undefined,
    prepare?: (bench: Bench) => Promise<unknown>,
  ) => {
    const bench = createBench({ clock: createFakeClock(NOW, { mode: 'auto' }) });
    if (tickedAgoMs !== undefined) await bench.stores.ticks.moveHorizon(undefined, NOW, NOW - tickedAgoMs);
    await prepare?.(bench);
    await bench.send('/status');
    return bench.said();
  };

  test('where it is, by which data, what rings next, and that it ticks', async () => {
    const version = `(time zone data ${process.versions.tz})`;
    const said = await statusAfter(30_000);
    expect(said).toContain(
      `🌍 Time zone: not known yet, /timezone sets it ${version}\n⏰ Next reminder: none\n⏱ Clock: runs, last tick just now`,
    );
    const later = await statusAfter(30_000, async (bench) => {
      await bench.send('/timezone Berlin');
      await bench.send('/remind tomorrow at 9:00 call mum');
      await bench.send('/remind today at 23:00 tea');
      await bench.stores.reminders.addSnooze({ owner: USER.id, number: 1, dueMs: NOW + 3_600_000 });
    });
    expect(later).toContain(`🌍 Time zone: Europe/Berlin ${version}`);
    expect(later).toContain('⏰ Next reminder: Thu 11 Mar, 11:00, in 1 hour: 1. call mum\n');
  });

  test('that it stands still, once no tick came for five minutes, or none ever', async () => {
    expect(await statusAfter(5 * 60_000)).toContain('⏱ Clock: runs');
    expect(await statusAfter(12 * 60_000)).toContain(
      '⚠️ The clock stands still: its last tick was 12 minutes ago.',
    );
    expect(await statusAfter(undefined)).toContain('⚠️ The clock stands still: it has not ticked yet');
  });
});

test('/history shows the recent messages, and pages through the older ones', async () => {
  const bench = quickBench();
  await bench.send('/history');
  expect(bench.said()).toBe('No session is active. /listsessions shows them all.');
  await bench.send('/newsession 1');
  await bench.send('/history');
  expect(bench.said()).toBe('Session 1 “New chat” has no messages yet.');
  for (let n = 1; n <= 5; n += 1) await bench.send(`Question ${n} ${n === 5 ? 'x'.repeat(600) : ''}`);
  await bench.send('/history');
  expect(bench.said()).toMatch(
    /^Session 1 · Question 1\n\n👤 You · \d{4}-\d\d-\d\d \d\d:\d\d UTC\nQuestion 3/,
  );
  expect(bench.said()).toContain(`${'x'.repeat(480)}`);
  expect(bench.said()).toContain('x…\n\n🤖 Answer');
  await bench.tap(button(bench, 'Older'));
  expect(bench.said()).toContain('page 2');
  expect(bench.said()).toContain('Question 1');
  expect(bench.said()).not.toContain('Question 3');
  expect(bench.buttons().map(({ text }) => text)).toEqual(['Newer ▶️']);
  await bench.tap('history:1:7');
  expect(bench.said()).toContain('has no older messages');
});

test('a page of /history stays with its session when another one is active', async () => {
  const bench = quickBench();
  for (let n = 1; n <= 5; n += 1) await bench.send(`Question ${n}`);
  await bench.send('/history');
  const older = button(bench, 'Older');
  await bench.send('/newsession 2');
  await bench.tap(older);
  expect(bench.said()).toContain('Session 1 · Question 1 · page 2');
  await bench.send('/archive 1');
  await bench.tap(older);
  expect(bench.said()).toContain('Conversation 1 is archived.');
});

test('/model shows the models and changes the one of the active session; the conversation stays', async () => {
  const bench = quickBench();
  await bench.send('/model');
  expect(bench.said()).toContain('No session is active.');
  await bench.send('Hello bees');
  await bench.send('/model');
  expect(bench.said()).toContain('Session 1 uses small:1b. The conversation stays when you change it:');
  await bench.tap(button(bench, 'large:9b'));
  expect(bench.said()).toBe('🔁 Session 1 now uses large:9b.');
  await bench.send('And wasps?');
  expect(bench.model.requests.at(-1)).toMatchObject({ model: 'large:9b' });
  expect(bench.model.requests.at(-1)?.messages.map(({ content }) => content)).toContain('Hello bees');
  await bench.send('/model 1');
  expect(bench.said()).toBe('🔁 Session 1 now uses small:1b.');
  await bench.send('/model nothing');
  expect(bench.said()).toContain('There is no such model.');
});

test('/model does not take what is not installed', async () => {
  const model = createFakeModel({ fallback: () => ['x'], installed: [{ name: 'small:1b' }] });
  const bench = quickBench({ model });
  await bench.send('Hello bees');
  await bench.send('/model 2');
  expect(bench.said()).toContain('large:9b is not installed on the server.');
  expect(await sessionsOf(bench)).toMatchObject([{ modelName: 'small:1b' }]);
});

test('/model with no model to offer says so; a button of a session that is gone does too', async () => {
  const installed = [{ name: 'a:1b' }];
  const bench = quickBench({ model: createFakeModel({ fallback: () => ['x'], installed }), offered: [] });
  await bench.send('Hello bees');
  installed.pop();
  for (const command of ['/model', '/model 1']) {
    await bench.send(command);
    expect(bench.said()).toContain('There is no model to choose');
  }
  for (const data of ['model:9:1', 'model']) {
    await bench.tap(data);
    expect(bench.said()).toBe('That session is not there any more. /listsessions shows the others.');
  }
});

test('/system gives instructions that every turn carries, shows them, and takes them away', async () => {
  const bench = quickBench();
  await bench.send('/system Speak like a pirate.');
  expect(bench.said()).toContain('No session is active.');
  await bench.send('/newsession 1');
  await bench.send('/system');
  expect(bench.said()).toContain('Session 1 has no instructions of its own.');
  await bench.send('/system Speak like\na pirate.');
  expect(bench.said()).toContain('✅ Session 1 follows these instructions from the next message on.');
  await bench.send('Hello');
  expect(bench.model.requests[0]?.messages[0]?.content).toMatch(/^Speak like\na pirate\.\nIt is /);
  await bench.send('/system');
  expect(bench.said()).toContain('Instructions of session 1:\n\nSpeak like\na pirate.');
  await bench.send('/system off');
  expect(bench.said()).toBe('Session 1 has no instructions of its own any more.');
  await bench.send('Hello again');
  expect(bench.model.requests[1]?.messages[0]?.content).toContain('You are Steward');
  await bench.send(`/system ${'x'.repeat(4001)}`);
  expect(bench.said()).toBe(
    'These instructions are too long: I take up to 4000 characters. Send shorter ones.',
  );
});

test('/echo repeats what it is told, as it stands', async () => {
  const bench = quickBench();
  await bench.send('/echo <b>*hi*</b> _there_');
  expect(bench.said()).toBe('<b>*hi*</b> _there_');
  expect(bench.calls.at(-1)?.params.entities).toBeUndefined();
  await bench.send('/echo');
  expect(bench.said()).toBe('Write something behind it, for example /echo hello.');
});

test('/stop with nothing to stop says so', async () => {
  const bench = quickBench();
  await bench.send('/stop');
  expect(bench.said()).toBe('Nothing is being written, so there is nothing to stop.');
  await bench.send('Hello');
  await bench.send('/stop');
  expect(bench.said()).toBe('Nothing is being written, so there is nothing to stop.');
  const calls = bench.calls.length;
  await bench.tap('stop:7');
  expect(bench.calls).toHaveLength(calls);
});

test('/stop says once that the answer before it was stopped', async () => {
  const bench = quickBench();
  await bench.send('Hello');
  await bench.services.stops.write(USER.id, { stop: { upToUpdateId: 2, atMs: Date.now() + 60_000 } });
  await bench.send('And now?');
  expect(bench.said()).toContain('Stopped');
  await bench.send('/stop');
  expect(bench.said()).toBe('⏹ Stopped. What was written is kept.');
  await bench.send('/stop');
  expect(bench.said()).toBe('Nothing is being written, so there is nothing to stop.');
});

test.each([
  ['/newsesion', 'newsession'],
  ['/hlep', 'help'],
  ['/list', 'listsessions'],
  ['/swich 2', 'switch'],
  ['/nwe', 'new'],
])('%s names what was probably meant', async (typed, meant) => {
  const bench = quickBench();
  await bench.send(typed);
  expect(bench.said()).toBe(`I do not know ${typed.split(' ')[0]}. Did you mean /${meant}?`);
});

test('/history shows an answer formatted, and a question as it was written', async () => {
  const bench = quickBench();
  bench.model.script(['It is **bold**']);
  await bench.send('Is it **bold**?');
  await bench.send('/history');
  expect(bench.said()).toContain('Is it **bold**?');
  expect(bench.said()).toContain('It is bold');
});

test('a command nobody knows is answered in private, and with our name in a group', async () => {
  const bench = quickBench();
  await bench.send('/polka now');
  expect(bench.said()).toBe('I do not know /polka. See /help for what I can do.');
  await inGroup(bench, '/polka');
  await inGroup(bench, '/help@OtherBot');
  expect(bench.chat()).toHaveLength(1);
  expect(outcomes(bench, GROUP.id)).toEqual(['ignored', 'ignored']);
  await inGroup(bench, `/polka@${BOT.username}`);
  expect(bench.said()).toContain('I do not know /polka');
});

test('in a private chat a command is ours whatever name stands behind it', async () => {
  const bench = quickBench();
  await bench.send('/echo@OldNameBot hello');
  expect(bench.said()).toBe('hello');
});

test('a text that only looks like a command is a question', async () => {
  const bench = quickBench();
  await bench.send('/usr/bin is what?');
  expect(await contentsOf(bench)).toEqual(['/usr/bin is what?', 'An answer']);
});

test.each(['nonsense', '', 'constructor:1', 'toString'])(
  'a button “%s” that nobody knows is answered',
  async (data) => {
    const bench = quickBench();
    await bench.tap(data);
    expect(bench.said()).toBe('This button does not work any more. See /help for what I can do.');
  },
);
