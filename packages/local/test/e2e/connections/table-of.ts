// The table of a run that has ended, as a thief of its files would read it.
import { join } from 'node:path';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { standInCredentials, standInRegion, startSessionTable } from '@steward/stand-ins';

/** Every item, as JSON. */
export const tableOf = async (dataDir: string): Promise<string> => {
  const { environment, close } = await startSessionTable({ dataDir: join(dataDir, 'dynamodb') });
  const client = new DynamoDBClient({
    endpoint: environment.AWS_ENDPOINT_URL_DYNAMODB ?? '',
    region: standInRegion,
    credentials: standInCredentials,
  });
  const { Items } = await client.send(new ScanCommand({ TableName: environment.TABLE_NAME }));
  client.destroy();
  await close();
  return JSON.stringify(Items);
};
