// The stand-ins of a figure, with a fresh table, and the bots that are measured on them.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { standInRegion } from '@steward/stand-ins';
import { ensureTable } from '@steward/stand-ins/testing';
import { startChild } from './child.ts';
import {
  type BotRequest,
  credentials,
  type HistoryMessage,
  type Journal,
  type RunResult,
  type StandInUrls,
  type Update,
} from './protocol.ts';

export const TABLE_NAME = 'chatbot-sessions';

export const dynamoDbClient = (urls: StandInUrls): DynamoDBClient =>
  new DynamoDBClient({ endpoint: urls.dynamoDb, region: standInRegion, credentials });

export interface StandIns {
  urls: StandInUrls;
  /** What was met since the last time. */
  journal(): Promise<Journal>;
  close(): Promise<void>;
}

export const startStandIns = async (): Promise<StandIns> => {
  const child = await startChild<StandInUrls>('./stand-ins-process.ts');
  const client = dynamoDbClient(child.hello);
  await ensureTable(client, TABLE_NAME);
  client.destroy();
  return { urls: child.hello, journal: () => child.ask<Journal>('journal'), close: child.close };
};

export interface RunningBot {
  prepare(chatIds: number[], history: HistoryMessage[]): Promise<void>;
  run(chats: Update[][]): Promise<RunResult>;
  begin(update: Update): Promise<void>;
  close(): Promise<void>;
}

/** `module`: from this folder. `profile`: a folder for a CPU profile of the bot's process. */
export const startBot = async (
  module: string,
  { urls }: StandIns,
  env: Record<string, string> = {},
): Promise<RunningBot> => {
  const profile = process.env.BENCH_CPU_PROFILE;
  const child = await startChild<string>('./bot-process.ts', {
    args: [new URL(module, import.meta.url).href, JSON.stringify(urls)],
    env,
    execArgv: profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`],
  });
  const ask = async <T>(request: BotRequest): Promise<T> => (await child.ask<{ result: T }>(request)).result;
  return {
    prepare: (chatIds, history) => ask({ prepare: { chatIds, history } }),
    run: (chats) => ask({ run: chats }),
    begin: (update) => ask({ begin: update }),
    close: child.close,
  };
};
