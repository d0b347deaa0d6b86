import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { Refusal } from './refusal.ts';
import { type SpeechServer, type SpeechServerOptions, startSpeechServer, type Transcribe } from './server.ts';

let server: SpeechServer;
const lines: string[] = [];
afterEach(() => server.close());

const start = async (
  transcribe: Transcribe | undefined = async ({ audio, language }) =>
    `${audio.toString()} ${language ?? 'auto'}`,
  options: Partial<SpeechServerOptions> = {},
) => {
  server = await startSpeechServer({
    port: 0,
    model: 'parakeet-v3',
    log: (line) => lines.push(line),
    ...options,
  });
  server.start(transcribe);
};

interface Sent {
  audio?: string;
  fields?: Record<string, string>;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

const send = ({ audio = 'hello', fields = {}, headers = {}, signal }: Sent = {}) => {
  const body = new FormData();
  body.set('file', new File([audio], 'voice.ogg', { type: 'audio/ogg' }));
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const init = { method: 'POST', headers, body };
  return fetch(`${server.url}/v1/audio/transcriptions`, signal ? { ...init, signal } : init);
};

describe('the speech server', () => {
  it('answers as OpenAI does', async () => {
    await start();
    const answer = await send({ fields: { model: 'whisper-1', response_format: 'json', language: 'DE' } });
    expect([answer.status, await answer.json()]).toEqual([200, { text: 'hello de' }]);
    expect(await (await send({ fields: { response_format: 'text' } })).text()).toBe('hello auto\n');
    expect((await send({ fields: { model: 'parakeet-v3' } })).status).toBe(200);
    expect(lines.join()).not.toContain('hello');
  });

  it.each<[string, Sent, number]>([
    ['a model it has not', { fields: { model: 'whisper-large' } }, 404],
    ['a format it has not', { fields: { response_format: 'srt' } }, 400],
    ['no language', { fields: { language: '../..' } }, 400],
    ['a page of the web', { headers: { origin: 'https://example.org' } }, 403],
    ['a page that says nothing', { headers: { 'sec-fetch-site': 'same-origin' } }, 403],
  ])('refuses %s', async (_, sent, status) => {
    await start();
    const answer = await send(sent);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error: { message: expect.any(String) } });
  });

  it('refuses a name that is not of this machine, what is no form, and other routes', async () => {
    await start();
    const request = httpRequest(`${server.url}/health`, { headers: { host: 'evil.example' } }).end();
    const [response] = await once(request, 'response');
    expect(response.statusCode).toBe(403);
    const post = (path: string, body: string | FormData) =>
      fetch(`${server.url}${path}`, { method: 'POST', body });
    expect((await post('/v1/audio/transcriptions', 'hello')).status).toBe(400);
    expect((await post('/v1/audio/transcriptions', new FormData())).status).toBe(400);
    expect((await post('/inference', 'hello')).status).toBe(404);
  });

  it('asks for its key, and takes it in both ways', async () => {
    await start(undefined, { apiKey: 'secret' });
    expect((await send()).status).toBe(401);
    expect((await send({ headers: { authorization: 'Bearer secre' } })).status).toBe(401);
    expect((await send({ headers: { authorization: 'Bearer secret' } })).status).toBe(200);
    expect((await send({ headers: { 'x-api-key': 'secret' } })).status).toBe(200);
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
    expect((await fetch(`${server.url}/v1/models`)).status).toBe(401);
    const models = await fetch(`${server.url}/v1/models`, { headers: { 'x-api-key': 'secret' } });
    expect(await models.json()).toMatchObject({ data: [{ id: 'parakeet-v3' }] });
  });

  it('takes no more than it said, told or not', async () => {
    await start(undefined, { maxBytes: 2e6 });
    expect((await send({ audio: 'a'.repeat(1e6) })).status).toBe(200);
    const answer = await send({ audio: 'a'.repeat(3e6) });
    expect([answer.status, await answer.text()]).toEqual([413, expect.stringContaining('at most 2 MB')]);
    const untold = httpRequest(`${server.url}/v1/audio/transcriptions`, { method: 'POST' });
    untold.on('error', () => {});
    untold.write(Buffer.alloc(3e6));
    const [response] = await once(untold, 'response');
    expect(response.statusCode).toBe(413);
  });

  it('hears one after the other, lets a few wait, and refuses the rest', async () => {
    const heard: (() => void)[] = [];
    let atOnce = 0;
    const begun = Promise.withResolvers<void>();
    await start(
      async () => {
        atOnce += 1;
        begun.resolve();
        await new Promise<void>((resolve) => heard.push(resolve));
        atOnce -= 1;
        return `alone: ${atOnce === 0}`;
      },
      { maxWaiting: 1 },
    );
    const first = send();
    await begun.promise;
    // One of them waits, and the other one finds the place taken.
    const others = [send(), send()];
    const refused = await Promise.race(others);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
    heard.shift()?.();
    expect(await (await first).json()).toEqual({ text: 'alone: true' });
    await expect.poll(() => heard.length).toBe(1);
    heard.shift()?.();
    const answers = await Promise.all(others);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 429]);
  });

  it('does not hear what nobody waits for any more', async () => {
    const begun = Promise.withResolvers<AbortSignal>();
    const end = Promise.withResolvers<void>();
    let heard = 0;
    await start(async (_, signal) => {
      heard += 1;
      begun.resolve(signal);
      await end.promise;
      return '';
    });
    const leave = new AbortController();
    const first = send({ signal: leave.signal }).catch(() => 'gone');
    const signal = await begun.promise;
    const second = send({ signal: leave.signal }).catch(() => 'gone');
    leave.abort();
    expect(await Promise.all([first, second])).toEqual(['gone', 'gone']);
    await expect.poll(() => signal.aborted).toBe(true);
    end.resolve();
    expect((await send()).status).toBe(200);
    expect(heard).toBe(2);
  });

  it('says while it is not ready, and of a failure no more than that it was one', async () => {
    server = await startSpeechServer({ port: 0, model: 'parakeet-v3' });
    expect((await fetch(`${server.url}/health`)).status).toBe(503);
    expect((await send()).status).toBe(503);
    expect((await fetch(`${server.url}/v1/models`)).status).toBe(503);
    server.start(async () => {
      throw new Error('secret words');
    });
    expect(await (await fetch(`${server.url}/health`)).json()).toEqual({
      status: 'ok',
      model: 'parakeet-v3',
    });
    const answer = await send();
    expect([answer.status, await answer.text()]).toEqual([500, expect.not.stringContaining('secret')]);
    server.start(async () => {
      throw new Refusal(400, 'Unreadable.', 'audio_unreadable');
    });
    expect((await send()).status).toBe(400);
  });
});
