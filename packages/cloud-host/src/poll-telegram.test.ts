import { setTimeout as sleep } from 'node:timers/promises';
import { SSMClient } from '@aws-sdk/client-ssm';
import { startScriptedServer, status } from '@steward/stand-ins/testing';
import { startTelegram } from '@steward/telegram-emulator/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { createHostLog } from './host-log.ts';
import { pollDeployedBot } from './poll-deployed-bot.ts';
import { createTelegramPoller } from './poll-telegram.ts';
import { answerCommands } from './testing/answering-client.ts';
import { configure, deploy, noAws } from './testing/small-functions.ts';

describe('polling for a deployed webhook', () => {
  const cleanups: (() => unknown)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  /** A webhook that answers with these status codes in turn, then with 200, and a Telegram with one person. */
  const open = async (statuses: number[] = [], reply: (chatId: number) => string = () => '') => {
    const telegram = await startTelegram();
    const { id } = telegram.emulator.addUser({ firstName: 'Ada' } as never);
    const posted: { path: string; secret: unknown; text: string }[] = [];
    const { url, close } = await startScriptedServer((response, { path, headers, body }) => {
      const secret = headers['x-telegram-bot-api-secret-token'];
      posted.push({ path, secret, text: (body.message as { text: string }).text });
      status(statuses.shift() ?? 200, reply(id))(response);
    });
    cleanups.push(close, () => telegram[Symbol.asyncDispose]());
    const secrets: Record<string, string> = { '/token': telegram.emulator.token, '/secret': 'S1' };
    const ssm = answerCommands(new SSMClient({ region: 'us-east-1', credentials: noAws }), {
      GetParameterCommand: ({ Name }) => ({ Parameter: { Value: secrets[Name] } }),
    });
    const lines: string[] = [];
    const log = createHostLog((line) => void lines.push(JSON.parse(line).message));
    const noted: unknown[] = [];
    const noteBot = async (tableName: string, bot: object) => void noted.push({ tableName, ...bot });
    const worker = {
      ...{ TELEGRAM_BOT_TOKEN_PARAMETER: '/token', TELEGRAM_API_URL: telegram.server.url },
      TABLE_NAME: 'sessions',
    };
    const deployment = deploy(
      [
        configure('steward-worker', '', { environment: worker }),
        configure('steward-webhook', '', { environment: { TELEGRAM_WEBHOOK_SECRET_PARAMETER: '/secret' } }),
      ],
      { routes: [{ apiId: 'a', routeKey: 'POST /telegram/webhook', targetId: 'steward-webhook:live' }] },
    );
    const say = (text: string) => telegram.emulator.sendText(id, id, text);
    return { telegram, posted, lines, log, ssm, deployment, url, say, id, noted, noteBot };
  };

  it('posts each update as Telegram would: signed, once, in order', async () => {
    const world = await open();
    world.say('one');
    world.say('two');
    const poller = await pollDeployedBot(world);
    const polling = poller.start();
    await expect.poll(() => world.posted.length).toBe(2);
    world.say('three');
    await expect.poll(() => world.posted.length).toBe(3);
    poller.stop();
    await polling;
    expect(world.posted).toEqual(
      ['one', 'two', 'three'].map((text) => ({ path: '/telegram/webhook', secret: 'S1', text })),
    );
  });

  it('notes for the app who the bot is, and goes on where that fails', async () => {
    const world = await open();
    const { id, username, first_name: name } = world.telegram.emulator.bot;
    await pollDeployedBot(world);
    await expect.poll(() => world.noted).toEqual([{ tableName: 'sessions', id, username, name }]);
    await pollDeployedBot({ ...world, noteBot: () => Promise.reject(new Error('away')) });
    await expect
      .poll(() => world.lines)
      .toContain('Nobody can sign in to the app: its bot could not be noted');
  });

  it('posts an update again that was not taken, before the ones after it', async () => {
    const world = await open([503]);
    world.say('one');
    world.say('two');
    const poller = await pollDeployedBot(world);
    const polling = poller.start();
    await expect.poll(() => world.posted.length).toBe(3);
    poller.stop();
    await polling;
    expect(world.posted.map(({ text }) => text)).toEqual(['one', 'one', 'two']);
    expect(world.lines).toEqual(['The webhook did not take an update, which is sent again']);
  });

  it('does what the webhook answers', async () => {
    const action = (id: number) =>
      JSON.stringify({ method: 'sendMessage', chat_id: id, text: 'from the reply' });
    const world = await open([], action);
    world.say('hello');
    const poller = await pollDeployedBot(world);
    const polling = poller.start();
    const texts = () => world.telegram.emulator.history(world.id).map(({ text }) => text);
    await expect.poll(texts).toEqual(['hello', 'from the reply']);
    poller.stop();
    await polling;
  });

  it('waits while the bot has a webhook, and polls as soon as it is taken away', async () => {
    const world = await open();
    // Nothing listens there: what is said stays with Telegram.
    await world.telegram.call('setWebhook', { url: 'http://127.0.0.1:9/telegram/webhook' });
    const poller = await pollDeployedBot({
      ...world,
      sleep: (_ms, signal) => sleep(20, undefined, { signal }),
    });
    const polling = poller.start();
    await expect.poll(() => world.lines.length).toBe(1);
    await world.telegram.call('deleteWebhook');
    world.say('now');
    await expect.poll(() => world.posted.map(({ text }) => text)).toEqual(['now']);
    poller.stop();
    await polling;
    expect(world.lines).toEqual([
      "Telegram is not polled while the bot's webhook is set (setup-webhook.sh --delete takes it away)",
      'Telegram is polled again',
    ]);
  });

  it('ends with the reason when Telegram does not know the token', async () => {
    const world = await open();
    const ssm = answerCommands(new SSMClient({ region: 'us-east-1', credentials: noAws }), {
      GetParameterCommand: () => ({ Parameter: { Value: '1:wrong' } }),
    });
    const poller = await pollDeployedBot({ ...world, ssm });
    await expect(poller.start()).rejects.toMatchObject({ code: 'wrong-token' });
  });

  it('goes on after an outage of Telegram, and of the webhook', async () => {
    const lines: string[] = [];
    const delivered: number[] = [];
    const answers: (() => unknown)[] = [
      () => {
        throw new Error('reset');
      },
      () => [{ update_id: 5 }],
    ];
    const poller = createTelegramPoller({
      call: async (_method, params) => {
        const answer = answers.shift();
        if (answer) return answer() as never;
        expect(params.offset).toBe(6);
        poller.stop();
        throw new Error('aborted');
      },
      deliver: async ({ update_id: id }) => {
        delivered.push(id);
        if (delivered.length === 1) throw new Error('refused');
        return { statusCode: 200, body: 'null' };
      },
      log: createHostLog((line) => void lines.push(JSON.parse(line).message)),
      sleep: async () => {},
    });
    await poller.start();
    expect(delivered).toEqual([5, 5]);
    expect(lines).toEqual([
      'Telegram was not reached and is asked again',
      'The webhook did not take an update, which is sent again',
    ]);
  });

  it('confirms nothing that was not taken when it is stopped', async () => {
    const asked: unknown[] = [];
    const poller = createTelegramPoller({
      call: async (_method, params) => {
        asked.push(params.offset);
        return [{ update_id: 5 }] as never;
      },
      deliver: async () => {
        poller.stop();
        return { statusCode: 500, body: '' };
      },
      log: createHostLog(() => {}),
      sleep: async () => {},
    });
    await poller.start();
    expect(asked).toEqual([undefined]);
  });

  it('says that there is nothing to poll where no bot is deployed', async () => {
    const world = await open();
    await expect(pollDeployedBot({ ...world, deployment: deploy([]) })).rejects.toThrow('No bot');
  });
});
