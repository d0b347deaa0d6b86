import { expect, it } from 'vitest';
import { cleanUps, post, startPage } from './testing/start-page.ts';
import { startTinyApp } from './testing/tiny-app.ts';

const startWithApp = async () => {
  const app = await startTinyApp();
  cleanUps.push(() => app.close());
  return { app, ...(await startPage({ appUrl: app.url })) };
};

it('tells who opens the app, to the origin of the app alone', async () => {
  const { app, page, you } = await startWithApp();
  const answer = (await post(page, '/api/mini-app', { userId: you, url: `${app.url}/mini?a=b#c` })).json();
  expect(answer.origin).toBe(app.url);
  expect(JSON.parse(new URLSearchParams(String(answer.initData)).get('user') ?? '')).toMatchObject({
    id: you,
  });
});

it.each([
  ['https://example.org/mini', 'opens only its own app'],
  ['http://localhost.example.org', 'opens only its own app'],
  ['javascript:alert(1)', 'opens only its own app'],
  ['', 'opens only its own app'],
])('tells nothing to %s', async (url, words) => {
  const { page, you } = await startWithApp();
  const answer = await post(page, '/api/mini-app', { userId: you, url });
  expect(answer.status).toBe(400);
  expect(answer.json().error).toContain(words);
  expect(answer.body).not.toContain('hash');
});

it('tells nothing about a person who is not there, nor to a page of another origin', async () => {
  const { app, page, you } = await startWithApp();
  const url = app.url;
  expect((await post(page, '/api/mini-app', { userId: 4711, url })).status).toBe(400);
  expect((await post(page, '/api/mini-app', { userId: you, url }, { origin: app.url })).status).toBe(403);
});

it('says that there is no app, or that it does not answer as it should', async () => {
  const none = await startPage();
  const asked = { userId: none.you, url: 'http://127.0.0.1:9/' };
  expect((await post(none.page, '/api/mini-app', asked)).json().error).toContain('started without an app');

  const { app, page, you } = await startWithApp();
  const ask = async () => (await post(page, '/api/mini-app', { userId: you, url: app.url })).json().error;
  app.status = 500;
  expect(await ask()).toContain('does not answer');
  await app.close();
  expect(await ask()).toContain('try again in a moment');
});
