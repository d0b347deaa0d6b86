// The zone of this machine beside the owner's own, which reminders go by. The owner's lies in the table: a copy of that is
// read, for whoever opens a table mends it, and this only looks.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createDynamoDbAccessStore, createDynamoDbCalls, createDynamoDbProfileStore } from '@steward/handler';
import { startSessionTable } from '@steward/stand-ins';
import type { LocalEnvironment } from '../local-environment.ts';
import { codeOf } from '../whole-file.ts';
import { doubtful, type Finding, good } from './finding.ts';

const machineZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

export const checkZone = async (
  env: LocalEnvironment,
  running: boolean,
  here: string = machineZone(),
): Promise<Finding> => {
  const said = `zone: this machine’s is ${here}`;
  if (running) return good(`${said}; /timezone in the chat shows yours`);
  const own = await ownersZone(env.DATA_DIR).catch(() => undefined);
  if (own === undefined) return good(`${said}; yours is asked in the chat when a reminder first needs it`);
  return isSameTime(own, here)
    ? good(`${said}, and yours ${own}`)
    : doubtful(`${said}, yours ${own}: right while you are there`, `/timezone in the chat`);
};

/** Two names of one clock are no difference. */
const isSameTime = (one: string, other: string): boolean => {
  const now = new Date();
  const clockIn = (timeZone: string): string =>
    now.toLocaleString('en', { timeZone, timeZoneName: 'longOffset' });
  return one === other || clockIn(one) === clockIn(other);
};

const ownersZone = async (dataDir: string): Promise<string | undefined> => {
  const copy = await mkdtemp(join(dataDir, 'doctor-')).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (copy === undefined) return undefined;
  try {
    await cp(join(dataDir, 'dynamodb'), copy, { recursive: true });
    const { environment, close } = await startSessionTable({ dataDir: copy });
    try {
      const table = { client: createDynamoDbCalls(environment), tableName: environment.TABLE_NAME as string };
      const { ownerId } = await createDynamoDbAccessStore(table).read();
      if (ownerId === undefined) return undefined;
      return (await createDynamoDbProfileStore(table).get(ownerId))?.zone?.name;
    } finally {
      await close();
    }
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
};
