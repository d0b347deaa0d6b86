import type { BotCall } from '@steward/handler';
import { expect, it } from 'vitest';
import { checkWebhook, webhookNotice } from './check-webhook.ts';
import { botError, networkError } from './testing/fake-telegram.ts';

const answering = (answer: unknown): { call: BotCall; methods: string[] } => {
  const methods: string[] = [];
  const call = (async (method) => {
    methods.push(method);
    if (answer instanceof Error) throw answer;
    return answer;
  }) as BotCall;
  return { call, methods };
};

it('tells the host of a webhook, never its path, and touches nothing', async () => {
  const { call, methods } = answering({ url: 'https://user:pw@bot.example.org:8443/secret-path?key=1' });
  expect(await checkWebhook(call)).toEqual({ set: true, host: 'bot.example.org:8443' });
  expect(methods).toEqual(['getWebhookInfo']);
});

it.each([[{ url: '' }], [{}], [undefined], [{ url: 7 }]])('finds none in %j', async (info) => {
  expect(await checkWebhook(answering(info).call)).toEqual({ set: false });
});

it('counts a webhook whose address cannot be read as set', async () => {
  expect(await checkWebhook(answering({ url: 'not an address' }).call)).toEqual({
    set: true,
    host: 'an unknown host',
  });
});

it('knows a wrong token, and passes other errors on', async () => {
  for (const code of [401, 404]) {
    await expect(checkWebhook(answering(botError(code, 'Unauthorized')).call)).rejects.toMatchObject({
      code: 'wrong-token',
    });
  }
  const refused = networkError('ECONNREFUSED');
  await expect(checkWebhook(answering(refused).call)).rejects.toBe(refused);
});

it('says how to use the bot here', () => {
  expect(webhookNotice('bot.example.org')).toBe(
    "This bot's webhook is set (to host bot.example.org), so it is not polled. To use it here, remove the webhook first (the Bot API's deleteWebhook), or use another bot.",
  );
});
