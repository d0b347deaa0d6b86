import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';
import { composeServices } from './compose-worker.ts';
import { silentLog } from './observability/log.ts';
import { silentMeter } from './observability/metrics.ts';

const ENVIRONMENT = {
  AWS_REGION: 'us-east-1',
  TELEGRAM_BOT_TOKEN: '42:token',
  TABLE_NAME: 't',
  ARCHIVE_BUCKET: 'b',
  UPDATE_QUEUE_URL: 'http://127.0.0.1:1/q',
};

const compose = (more: Record<string, string> = {}) =>
  composeServices({ ...ENVIRONMENT, ...more }, { log: silentLog, meter: silentMeter });

test('only with an instance named is the model server’s power ours to switch', async () => {
  expect(await compose()).not.toHaveProperty('modelServer');
  expect(await compose({ OLLAMA_INSTANCE_ID: ' ' })).not.toHaveProperty('modelServer');
  const { modelServer } = await compose({ OLLAMA_INSTANCE_ID: 'i-1' });
  expect(Object.keys(modelServer ?? {})).toEqual(['power', 'store']);
});

test('a model server that has not published its certificate counts as not reachable', async () => {
  const ssm = mockClient(SSMClient);
  ssm.on(GetParametersCommand).resolves({ Parameters: [{ Name: '/certificate', Value: 'pending' }] });
  const { model } = await compose({
    OLLAMA_URL: 'https://127.0.0.1:1',
    OLLAMA_CA_PARAMETER: '/certificate',
  });
  await expect(model.loaded()).rejects.toMatchObject({ code: 'model-unreachable' });
  expect(ssm.commandCalls(GetParametersCommand)).toHaveLength(2);
  ssm.restore();
});
