// Starts stub servers and clients for one test file and puts them away after each test.
import { afterEach } from 'vitest';
import type { OllamaClient, OllamaClientOptions } from '../src/index.ts';
import { type Answer, type StubServer, startStub, testClient } from './stub-server.ts';

export interface Stub {
  server: StubServer;
  client: OllamaClient;
  pausesMs: number[];
}

export const useStub = (): ((
  answers: Answer | Answer[],
  options?: Partial<OllamaClientOptions>,
) => Promise<Stub>) => {
  const cleanups: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0)) await cleanup();
  });
  return async (answers, options = {}) => {
    const server = await startStub([answers].flat());
    const { client, pausesMs } = testClient(server.url, options);
    cleanups.push(
      () => client.close(),
      () => server.stop(),
    );
    return { server, client, pausesMs };
  };
};
