// Every refusal of every method's table, provoked from outside: a row without a way to meet it fails here.
import { describe, expect, it } from 'vitest';
import { methods } from './methods.ts';
import { refusalTable } from './refusals.ts';
import { startTelegram } from './testing/bot-client.ts';
import { good, prepareWorld, provoke, spoil } from './testing/refusal-cases.ts';

describe('each method refuses what its table says, in the words of the table', () => {
  const rows = methods.flatMap((method) =>
    method.refusals.map((refusal) => ({ method: method.name, refusal })),
  );

  it.each(rows)('$method: $refusal', async ({ method, refusal }) => {
    await using world = await prepareWorld();
    const params = good[method]?.(world) ?? {};
    const spoiled = await spoil[refusal]?.(params, world, method);
    const answer = spoiled ? await world.call(method, spoiled) : await provoke[refusal]?.(world);
    const { errorCode, description } = refusalTable[refusal];
    const pattern = description.split('{}').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    expect(answer).toMatchObject({ ok: false, error_code: errorCode });
    expect(answer?.description).toMatch(new RegExp(`^${pattern.join('.+')}$`, 's'));
  });

  it.each(methods.map(({ name }) => name))(
    '%s takes good parameters and refuses an unknown one',
    async (name) => {
      await using world = await prepareWorld();
      const params = good[name]?.(world) ?? {};
      expect(await world.call(name, { ...params, frobnicate: 1 })).toEqual({
        ok: false,
        error_code: 400,
        description: `Bad Request: the emulator does not know the parameter "frobnicate" of ${name}`,
      });
      expect(await world.call(name, params)).toMatchObject({ ok: true });
    },
  );
});

describe('the refusal table', () => {
  it('says of every row where Telegram has it', () => {
    for (const row of Object.values(refusalTable)) expect(row.source).not.toBe('');
  });

  it('has no row that nothing answers with', () => {
    const ofRequests = [
      'unauthorized',
      'browserRefused',
      'methodNotFound',
      'bodyMalformed',
      'bodyTooLarge',
      'parameterUnknown',
      'parameterMalformed',
      'loggedOut',
    ];
    const used = new Set([...ofRequests, ...methods.flatMap((method) => [...method.refusals])]);
    expect(Object.keys(refusalTable).filter((name) => !used.has(name))).toEqual([]);
  });
});

describe('every request', () => {
  it.each([
    ['getChat', { chat_id: true }, 'chat_id must be a String'],
    ['editMessageText', { text: 'x', message_id: '1.5' }, 'chat_id is empty'],
    ['sendChatAction', { chat_id: 1, action: 'typing', message_thread_id: 'x' }, 'chat not found'],
    ['getUpdates', { limit: 'many' }, 'limit must be an Integer'],
    ['setMyCommands', { commands: '[{' }, 'commands is not JSON'],
    ['setMyCommands', { commands: {} }, 'commands must be an Array'],
    ['setMyCommands', { commands: [], scope: [] }, 'scope must be an Object'],
    ['answerCallbackQuery', { show_alert: 'perhaps' }, 'show_alert must be a Boolean'],
  ])('of %s with a parameter of the wrong kind is refused', async (method, params, words) => {
    await using telegram = await startTelegram();
    const answer = await telegram.call(method, params);
    expect(answer.error_code).toBe(400);
    expect(answer.description).toContain(words);
  });

  it('is refused for ten minutes after logOut', async () => {
    await using telegram = await startTelegram();
    await telegram.call('logOut');
    expect((await telegram.call('getMe')).description).toBe('Bad Request: Logged out');
  });
});
