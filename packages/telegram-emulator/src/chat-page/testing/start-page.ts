// A chat page over an emulator of its own, closed again after each test.

import { openEvents, rawRequest } from '@steward/stand-ins/testing';
import { afterEach } from 'vitest';
import { createTelegramEmulator } from '../../emulator.ts';
import { type ChatPage, type ChatPageOptions, startChatPage } from '../server.ts';

/** What is undone after the test, the last first. */
export const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** Starts a page; its first person is `you`. */
export const startPage = async (options: Partial<ChatPageOptions> = {}) => {
  const emulator = createTelegramEmulator({ rateLimits: false });
  const page = await startChatPage({ emulator, port: 0, ...options });
  cleanUps.push(
    () => emulator.close(),
    () => page.close(),
  );
  const you = emulator.users()[0];
  if (!you) throw new Error('nobody is there');
  return { emulator, page, you: you.id };
};

/** The Origin of the page itself. */
export const originOf = ({ port }: ChatPage) => ({ origin: `http://127.0.0.1:${port}` });

/** Posts JSON as the page does. */
export const post = (page: ChatPage, path: string, body: unknown, headers: Record<string, string> = {}) =>
  rawRequest(page.port, {
    method: 'POST',
    path,
    headers: { ...originOf(page), 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

/** Opens the page's event stream. */
export const eventsOf = (page: ChatPage) => {
  const stream = openEvents(page.port);
  cleanUps.push(() => stream.close());
  return stream;
};
