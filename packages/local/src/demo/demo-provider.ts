// What the demos have in common: a client with a random secret, and a state that outlives a restart.
import type { Clock } from '@steward/core';
import type { Log } from '@steward/handler';
import type { OAuthClientRegistration } from '@steward/stand-ins';
import { openDemoFile } from './demo-file.ts';

export interface DemoProvider {
  /** For the functions `web` and worker. */
  environment: Record<string, string>;
  close(): Promise<void>;
}

export interface DemoDependencies {
  /** Of the demos' files. */
  folder: string;
  /** Of the app: people are sent back there. */
  publicUrl: string;
  timeZone: string;
  clock: Clock;
  log: Pick<Log, 'warn'>;
}

export const DEMO_ACCOUNTS = ['you@steward-demo.example', 'work@steward-demo.example'] as const;
const CLIENT_ID = 'steward-demo';

interface Starting<State> {
  client: OAuthClientRegistration;
  accounts: string[];
  clock: Clock;
  kept: State | undefined;
  keep(state: State): Promise<void>;
}

/** @param names of the file, and as variables and the way back call it */
export const startDemo = async <State, Fake extends { url: string; close(): Promise<void> }>(
  { folder, publicUrl, clock, log }: DemoDependencies,
  names: { file: string; provider: 'google' | 'notion' },
  startFake: (options: Starting<State>) => Promise<Fake>,
): Promise<DemoProvider & { fake: Fake }> => {
  const { file: name, provider } = names;
  const file = await openDemoFile<State>({ folder, name, log });
  const redirectUris = [`${publicUrl}/integrations/${provider}/callback`];
  const client = { id: CLIENT_ID, secret: file.secret, redirectUris };
  const start = (kept: State | undefined) =>
    startFake({ client, accounts: [...DEMO_ACCOUNTS], clock, kept, keep: file.keep });
  const fake = await start(file.state).catch((error: unknown) => {
    // It was read as JSON, and is something else all the same.
    if (!(error instanceof TypeError)) throw error;
    log.warn(`What ${name}.json kept is not understood: this demo begins anew.`);
    return start(undefined);
  });
  const prefix = provider.toUpperCase();
  return {
    fake,
    environment: {
      [`${prefix}_CLIENT_ID`]: CLIENT_ID,
      [`${prefix}_CLIENT_SECRET`]: file.secret,
      [`${prefix}_URL`]: fake.url,
    },
    close: fake.close,
  };
};
