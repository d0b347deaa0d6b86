// The contract of stop signals, kept without the SDK as well: so the webhook writes what the worker reads.
import { SAMPLE_MS, stopStoreContract } from '@steward/core/testing';
import { expect, it } from 'vitest';
import { createDynamoDbStopStore } from '../../../handler/src/aws/dynamodb-stop-store.ts';
import { createDynamoDbTable } from '../../../handler/src/aws/dynamodb-table.ts';
import { createSignedClient } from '../../../handler/src/aws/signed-client/create-signed-client.ts';
import { createSignedTable } from '../../../handler/src/aws/signed-table.ts';
import { type StartedTable, startTable } from './start-table.ts';

const stopsOf = ({ environment, tableName }: StartedTable) =>
  createDynamoDbStopStore(createSignedTable({ client: createSignedClient({ environment }), tableName }));

stopStoreContract(async () => {
  const started = await startTable();
  return { stops: stopsOf(started), close: started.close };
});

it('a stop that the webhook writes is the stop that the worker reads', async () => {
  const started = await startTable();
  try {
    const stop = { upToUpdateId: 5, atMs: SAMPLE_MS, botName: 'Stéward_bot' };
    await stopsOf(started).write(7, stop);
    expect(await createDynamoDbStopStore(createDynamoDbTable(started)).read(7)).toEqual(stop);
  } finally {
    await started.close();
  }
});

it('a table that is not there is a refusal', async () => {
  const started = await startTable();
  try {
    const stops = stopsOf({ ...started, tableName: 'nowhere' });
    await expect(stops.read(7)).rejects.toMatchObject({ code: 'storage-refused', retryable: false });
  } finally {
    await started.close();
  }
});
