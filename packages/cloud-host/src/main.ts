// The host as a program: until SIGTERM or Ctrl+C; says in one line why it cannot run.
import { writeFile } from 'node:fs/promises';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { LambdaClient, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { createDynamoDbBotStore, createDynamoDbCalls } from '@steward/handler';
import type { AwsAccess } from './function-environment.ts';
import { createHostLog, explain } from './host-log.ts';
import { HOST_USAGE, readHostSettings, SettingsError } from './host-settings.ts';
import { pollDeployedBot } from './poll-deployed-bot.ts';
import { createDeploymentReader } from './read-deployment.ts';
import { startCloudHost } from './start-cloud-host.ts';

const clientOf = ({ endpoint, region, accessKeyId, secretAccessKey, sessionToken }: AwsAccess) => ({
  endpoint,
  region,
  credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
});

const callsOf = ({ endpoint, region, accessKeyId, secretAccessKey, sessionToken }: AwsAccess) =>
  createDynamoDbCalls({
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  });

const run = async (): Promise<void> => {
  const { aws, prefix, poll, urlFile, ...settings } = readHostSettings(process.argv.slice(2), process.env);
  const log = createHostLog((line) => process.stdout.write(`${line}\n`));
  const client = clientOf(aws);
  const lambda = new LambdaClient(client);
  const read = createDeploymentReader({ lambda, apiGateway: new ApiGatewayV2Client(client), prefix });
  const host = await startCloudHost({
    ...settings,
    read,
    setMappingEnabled: async (UUID, Enabled) => {
      await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
    },
    sqs: new SQSClient(client),
    aws,
    log,
  });
  const { targets, routes } = host.deployment();
  if (targets.length === 0) log.warn('No function is deployed (yet)', { prefix });
  log.info('Serving', { url: host.url, functions: targets.length, routes: routes.length });
  let stop = (): void => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  try {
    const { url } = host;
    const poller = poll
      ? await pollDeployedBot({
          ...{ deployment: host.deployment(), url, ssm: new SSMClient(client), log },
          noteBot: async (tableName, bot) =>
            await createDynamoDbBotStore({ client: callsOf(aws), tableName }).write(bot),
        })
      : undefined;
    if (urlFile !== undefined) await writeFile(urlFile, `${url}\n`);
    // A bot that cannot be polled may still be reached by its webhook.
    poller?.start().catch((error: unknown) => log.error('Telegram is not polled', error));
    await stopped;
    poller?.stop();
  } finally {
    await host.close();
  }
};

if (process.argv.includes('--help')) {
  process.stdout.write(`${HOST_USAGE}\n`);
} else {
  try {
    await run();
    process.exit(0);
  } catch (error) {
    process.stderr.write(`The functions cannot run: ${explain(error)}\n`);
    process.exit(error instanceof SettingsError ? 2 : 1);
  }
}
