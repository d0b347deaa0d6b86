// Somebody connects an account of a stand-in through the deployed app, without a browser: what its pages would ask.
import type { FakeGoogle } from '@steward/stand-ins';
import { giveConsent } from '@steward/stand-ins/testing';
import type { Deployment } from './deployment.ts';

export const ACCOUNT = 'ada@example.com';
export const CLIENT_ID = 'a-client';

/** In two hours, for half an hour. */
export const plan = (google: FakeGoogle, summary: string): void => {
  const at = (minutes: number) => ({ dateTime: new Date(Date.now() + minutes * 60_000).toISOString() });
  google.seed(ACCOUNT, ACCOUNT, { summary, start: at(120), end: at(150) });
};

/** @returns the code that the chat takes */
export const allowAccount = async ({ cloud, address, telegram, person }: Deployment): Promise<string> => {
  const ask = async (path: string, body: object, token = ''): Promise<Record<string, string>> => {
    const headers = {
      'content-type': 'application/json',
      origin: address.origin,
      ...(token && { authorization: `Bearer ${token}` }),
    };
    const answer = await fetch(`${cloud.url()}${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} is answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Record<string, string>;
  };
  const { token } = await ask('/api/sign-in', { initData: telegram.emulator.signInitData(person.id) });
  const { url = '' } = await ask('/api/integrations/consent', { provider: 'google' }, token);
  const back = await giveConsent(url);
  // No session: what comes back proves nothing but that somebody agreed.
  const answer = await fetch(`${cloud.url()}${back.pathname}${back.search}`, { redirect: 'manual' });
  const [, code] = /#confirm=([\w-]+)$/.exec(answer.headers.get('location') ?? '') ?? [];
  if (code === undefined)
    throw new Error(`nothing to confirm: ${answer.status} ${answer.headers.get('location')}`);
  return code;
};
