// Starts stub servers and clients for one test file and puts them away after each test.

import { type Answer, type ScriptedServer, startScriptedServer } from '@steward/stand-ins/testing';
import { afterEach } from 'vitest';
import type { OllamaClient, OllamaClientOptions } from '../src/index.ts';
import { testClient } from './wire.ts';

export interface Stub {
  server: ScriptedServer;
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
    const server = await startScriptedServer(answers);
    const { client, pausesMs } = testClient(server.url, options);
    cleanups.push(
      () => client.close(),
      () => server.close(),
    );
    return { server, client, pausesMs };
  };
};
