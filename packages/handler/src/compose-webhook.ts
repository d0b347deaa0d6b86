// Composes the webhook from its environment. Neither the domain nor the worker is imported here: it must start fast.
import { createAwsClients } from './aws/clients.ts';
import { createDynamoDbStopStore } from './aws/dynamodb-stop-store.ts';
import { createSqsUpdateQueue } from './aws/sqs-update-queue.ts';
import { createSsmSecrets } from './aws/ssm-secrets.ts';
import { parseEnvironment } from './config/parse-environment.ts';
import { webhookEnvironment } from './config/webhook-environment.ts';
import { createPowertoolsLog, type Log } from './observability/log.ts';
import { createWebhook } from './webhook/create-webhook.ts';

export const composeWebhook = (
  environment: Record<string, string | undefined>,
  overrides: { log?: Log } = {},
) => {
  const env = parseEnvironment(webhookEnvironment, environment);
  const clients = createAwsClients(environment);
  const queue = createSqsUpdateQueue({ sqs: clients.sqs(), queueUrl: env.UPDATE_QUEUE_URL });
  const stops = createDynamoDbStopStore({ client: clients.dynamoDb(), tableName: env.TABLE_NAME });
  const parameter = env.TELEGRAM_WEBHOOK_SECRET_PARAMETER;
  const secrets = parameter ? createSsmSecrets({ ssm: clients.ssm, names: [parameter] }) : undefined;
  return createWebhook({
    secret: async () => env.TELEGRAM_WEBHOOK_SECRET ?? (await secrets?.get(parameter as string)),
    ...(secrets && {
      refreshSecret: async () => {
        await secrets.refresh();
        return await secrets.get(parameter as string);
      },
    }),
    enqueue: queue.send,
    writeStop: stops.write,
    now: Date.now,
    log: overrides.log ?? createPowertoolsLog('webhook'),
  });
};
