// What the person at the terminal sees: one clear line for whatever keeps the product from starting.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { startProduct } from './start-product.ts';
import { startWorld, type World, type WorldOptions } from './world.ts';

vi.setConfig({ maxConcurrency: 20 });

const asleep = async (run: (world: World) => Promise<void>, options: WorldOptions = {}): Promise<void> => {
  const world = await startWorld({ ...options, asleep: true });
  try {
    await run(world);
    expect(world.emulator.calls().map(({ method }) => method)).not.toContain('deleteWebhook');
  } finally {
    await world.close();
  }
};

/** Starts what cannot start; resolves with what it printed. */
const failing = async (env: Record<string, string>): Promise<string> => {
  const product = startProduct(env);
  expect(await product.ended).toBe(1);
  return product.output();
};

const oneLine = (output: string): string => {
  const lines = output.split('\n').filter((line) => line !== '');
  expect(lines).toHaveLength(1);
  return lines[0] ?? '';
};

const busyPort = async () => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { port: String(port), close: () => server.close() };
};

describe.concurrent('it says in one line', { timeout: 300_000 }, () => {
  test('that the token is wrong', () =>
    asleep(async (world) => {
      const env = { ...world.environment, TELEGRAM_BOT_TOKEN: '4000000001:AAWrong' };
      expect(oneLine(await failing(env))).toMatch(/Telegram does not know this bot token \(401\)/);
    }));

  test('that Telegram refuses the bot, and nothing of what it said', () =>
    asleep(async (world) => {
      const { token } = world.emulator;
      const description = `\u001b[31mBad Request: /bot${token}/getMe\r\nSteward is running.`;
      world.plant({ kind: 'status', error_code: 400, description, method: 'getMe' });
      const output = await failing(world.environment);
      expect(oneLine(output)).toMatch(/Telegram refuses this bot \(400\)/);
      expect(output + readFileSync(join(world.dataDir, 'steward.log'), 'utf8')).not.toMatch(
        /Bad Request|Steward is running|(?!\n)\p{Cc}/u,
      );
      expect(output).not.toContain(token.split(':')[1]);
    }));

  test('every fault of the configuration at once, and no value of it', () =>
    asleep(async (world) => {
      const env = { ...world.environment, TELEGRAM_BOT_TOKEN: 'hunter2', PORT: 'x', OLLAMA_URL: 'ftp://a' };
      const line = oneLine(await failing(env));
      expect(line).toMatch(/3 faults.*TELEGRAM_BOT_TOKEN.*OLLAMA_URL.*PORT/);
      expect(line).not.toContain('hunter2');
    }));

  test('what is wrong with MODELS, STREAMING and ALLOWED_USER_IDS', () =>
    asleep(async (world) => {
      const env = { ...world.environment, MODELS: '[', STREAMING: 'fast', ALLOWED_USER_IDS: 'me' };
      expect(oneLine(await failing(env))).toMatch(/MODELS.*ALLOWED_USER_IDS.*STREAMING/);
    }));

  test('that a webhook is set, with its host but not its path, and leaves it alone', () =>
    asleep(async (world) => {
      const values = { url: 'https://bot.example.org/secret-path' };
      await world.emulator.api.call('setWebhook', { values, files: new Map() });
      const line = oneLine(await failing(world.environment));
      expect(line).toMatch(/webhook is set \(to host bot\.example\.org\)/);
      expect(line).not.toContain('secret-path');
      expect(world.emulator.calls().map(({ method }) => method)).not.toContain('getUpdates');
    }));

  test('that the port of the chat page is in use', () =>
    asleep(async (world) => {
      const { port, close } = await busyPort();
      const { OLLAMA_URL, DATA_DIR } = world.environment;
      const places = { OLLAMA_URL: OLLAMA_URL ?? '', DATA_DIR: DATA_DIR ?? '' };
      // The app's, above it, may be somebody else's by now.
      const output = await failing({ ...places, PORT: port, WEB_PORT: '0' });
      close();
      expect(oneLine(output)).toContain(`Port ${port} is in use`);
    }));

  test('that the data folder is in use, and the first process goes on undisturbed', () =>
    asleep(async (world) => {
      await world.start();
      const ada = world.person('Ada');
      await ada.asks('Hello', 'You asked: Hello');
      expect(oneLine(await failing(world.environment))).toMatch(/Another Steward uses the data folder/);
      await ada.asks('Still there?', 'You asked: Still there?');
      expect(world.refusedCalls()).toEqual([]);
    }));

  test('that the data folder cannot be made', () =>
    asleep(async (world) => {
      const env = { ...world.environment, DATA_DIR: '/dev/null/data' };
      expect(oneLine(await failing(env))).toMatch(/data folder \/dev\/null\/data/);
    }));
});

describe.concurrent('it starts', { timeout: 300_000 }, () => {
  test('and tells what runs where and what to type next', () =>
    asleep(async (world) => {
      const product = await world.start();
      expect(product.output()).toContain(`polling @${world.emulator.bot.username}`);
      expect(product.output()).toContain('qwen3.5:2b (2.7 GB)');
      expect(product.output()).toContain(world.dataDir);
      expect(product.output()).toContain('/start');
      expect(product.output()).not.toContain(world.emulator.token);
      expect(world.emulator.commands().map(({ command }) => command)).toContain('newsession');
      await product.stop();
      expect(product.exitCode()).toBe(0);
    }));

  test('with a model server that would like to command the terminal', () =>
    asleep(async (world) => {
      world.ollama.models.push({ name: 'evil\u001b[2J\u009b31m\nSteward has to stop:1b', size: 1 });
      const product = await world.start();
      expect(product.output()).not.toMatch(/(?!\n)\p{Cc}|^Steward has/mu);
    }));

  test('without Ollama on the demo model, and says so', () =>
    asleep(async (world) => {
      await world.ollama.goAway();
      const product = await world.start();
      expect(product.output()).toMatch(/no Ollama answers at .*demo model/);
      const ada = world.person('Ada');
      await ada.asks('Hello', /demonstration/i);
      await ada.asks('/status', 'demo model');
      expect(world.refusedCalls()).toEqual([]);
    }));

  test('before Ollama, and uses that as soon as it is there', () =>
    asleep(async (world) => {
      await world.ollama.goAway();
      await world.start();
      await world.ollama.comeBack();
      await world.person('Ada').asks('Hello', 'You asked: Hello');
      expect(world.refusedCalls()).toEqual([]);
    }));

  test('while Ollama has no model, and says how to get one', () =>
    asleep(async (world) => {
      world.ollama.models.length = 0;
      const product = await world.start();
      expect(product.output()).toMatch(/no model yet.*ollama pull/);
      const ada = world.person('Ada');
      await ada.asks('Hello', /no model/i);
      await ada.asks('/newsession', /no model/i);
    }));

  test('as soon as Telegram can be reached', () =>
    asleep(async (world) => {
      world.plant({ kind: 'status', error_code: 500, method: 'getMe', times: 2 });
      world.plant({ kind: 'reset', method: 'getWebhookInfo' });
      const product = await world.start();
      expect(product.output().match(/Telegram cannot be reached/g)).toHaveLength(2);
      await world.person('Ada').asks('Hello', 'You asked: Hello');
      expect(world.refusedCalls()).toEqual([]);
    }));

  test('with what was written while it was away', () =>
    asleep(async (world) => {
      const ada = world.person('Ada');
      for (const text of ['One?', 'Two?']) ada.says(text);
      await world.start();
      await ada.reads('You asked: Two?');
      expect(ada.texts().slice(1)).toEqual(['You asked: One?', 'You asked: Two?']);
      expect(world.refusedCalls()).toEqual([]);
    }));

  test('for those who may use it, and refuses others once, politely', () =>
    asleep(async (world) => {
      const [ada, bob] = [world.person('Ada'), world.person('Bob')];
      world.environment.ALLOWED_USER_IDS = String(ada.id);
      await world.start();
      await bob.asks('Let me in', /private/);
      bob.says('Please');
      bob.says('/start');
      await ada.asks('Hello', 'You asked: Hello');
      await bob.until(() => world.emulator.pendingUpdates() === 0, 'all updates are taken');
      expect(bob.messages()).toHaveLength(1);
      expect(world.ollama.asked('Let me in')).toEqual([]);
    }));

  test('for nobody before its owner has paired, and then for whom the owner lets in', () =>
    asleep(async (world) => {
      world.environment.ALLOWED_USER_IDS = '';
      const [ada, bob] = [world.person('Ada'), world.person('Bob')];
      const codeOf = (output: string) => /t\.me\/steward_local_bot\?start=(\S+)/.exec(output)?.[1];
      const before = await world.start();
      const old = codeOf(before.output());
      await before.stop();
      const product = await world.start();
      const code = codeOf(product.output());
      expect(code).not.toBe(old);
      expect(product.output()).toContain(`send the bot this code: ${code}`);
      await bob.asks('Let me in', 'its owner has not paired');
      bob.says(`/start ${old}`);
      await ada.asks(`/start ${code}`, 'You are my owner now');
      await ada.asks('Hello', 'You asked: Hello');
      bob.says('And now?');
      await ada.taps(await ada.sees(/May Bob/), 'Allow');
      await bob.reads('You may use me now');
      await bob.asks('Thanks', 'You asked: Thanks');
      const log = readFileSync(join(world.dataDir, 'steward.log'), 'utf8');
      for (const shown of [old, code]) expect(log).not.toContain(shown);
      await product.stop();
      expect(codeOf((await world.start()).output())).toBeUndefined();
      await bob.asks('Still?', 'You asked: Still?');
      expect(world.ollama.asked('And now?')).toEqual([]);
    }));

  test('and writes neither token nor texts into its log', () =>
    asleep(async (world) => {
      await world.start();
      const ada = world.person('Ada');
      world.ollama.when('my diary', ['a hidden answer', { fault: 'reset' }]);
      await ada.asks('my diary', '⚠️');
      const log = () => readFileSync(join(world.dataDir, 'steward.log'), 'utf8');
      await vi.waitFor(() => expect(log()).toContain('"outcome":"failed"'), 60_000);
      expect(log() + world.product().output()).not.toMatch(/my diary|a hidden answer/);
      expect(log() + world.product().output()).not.toContain(world.emulator.token);
    }));
});

describe.concurrent('it ends', { timeout: 300_000 }, () => {
  test('with a reason when somebody sets a webhook while it runs, and leaves that alone', () =>
    asleep(async (world) => {
      const product = await world.start();
      await world.person('Ada').asks('Hello', 'You asked: Hello');
      const values = { url: 'https://bot.example.org/path' };
      await world.emulator.api.call('setWebhook', { values, files: new Map() });
      expect(await product.ended).toBe(1);
      const last = product.output().trim().split('\n').at(-1);
      expect(last).toMatch(/^Steward has to stop: .*webhook/);
    }));

  test('with its launcher, however that goes, and the next start finds everything free', () =>
    asleep(async (world) => {
      const launched = startProduct(world.environment, { byLauncher: true });
      await launched.ready;
      const ada = world.person('Ada');
      await ada.asks('Hello', 'You asked: Hello');
      launched.killAlone();
      // Its output ends when the last process that writes there has ended.
      await launched.ended;
      await world.start();
      await ada.asks('Still there?', 'You asked: Still there?');
      // Killed between its last edit and the outcome, the answer is shown once more: that edit changes nothing.
      expect(world.refusedCalls().filter((call) => !call.startsWith('editMessageText'))).toEqual([]);
    }));
});
