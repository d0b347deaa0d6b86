// Composes the webhook from its environment. Neither the domain nor the worker is imported here: it must start fast.
import { isLetIn } from '@steward/core';
import { createDynamoDbAccessStore } from './aws/dynamodb-access-store.ts';
import { createDynamoDbCalls } from './aws/dynamodb-calls.ts';
import { readLetIn } from './aws/dynamodb-profile-store.ts';
import { createDynamoDbStopStore } from './aws/dynamodb-stop-store.ts';
import { createSignedClient } from './aws/signed-client/create-signed-client.ts';
import { createSsmSecrets } from './aws/ssm-secrets.ts';
import { parseEnvironment } from './config/parse-environment.ts';
import { webhookEnvironment } from './config/webhook-environment.ts';
import { createPowertoolsLog, type Log } from './observability/log.ts';
import { createSqsUpdateQueue } from './queue/sqs-update-queue.ts';
import type { UpdateQueue } from './queue/update-queue.ts';
import { createWebhook } from './webhook/create-webhook.ts';

export interface WebhookOverrides {
  log?: Log;
  /** Instead of SQS, whose address is not needed then. */
  queue?: Pick<UpdateQueue, 'send'>;
}

export const composeWebhook = (
  environment: Record<string, string | undefined>,
  overrides: WebhookOverrides = {},
) => {
  const env = parseEnvironment(webhookEnvironment, {
    ...environment,
    ...(overrides.queue && { UPDATE_QUEUE_URL: 'none' }),
  });
  const client = createSignedClient({ environment });
  const queue = overrides.queue ?? createSqsUpdateQueue({ client, queueUrl: env.UPDATE_QUEUE_URL });
  const table = { client: createDynamoDbCalls(environment), tableName: env.TABLE_NAME };
  const stops = createDynamoDbStopStore(table);
  const door = { allowed: env.ALLOWED_USER_IDS, access: createDynamoDbAccessStore(table) };
  /** A stranger in a group must not stop who is let in, and leaves nothing in the table. */
  const mayStop = async (owner: number, by: number): Promise<boolean> => {
    const letIn = await readLetIn(table, owner);
    return await isLetIn(door, { chatId: owner, personId: by, letIn });
  };
  const parameter = env.TELEGRAM_WEBHOOK_SECRET_PARAMETER;
  const secrets = parameter ? createSsmSecrets({ client, names: [parameter] }) : undefined;
  // Read while the rest still starts. A failure is told by the first request, which tries again.
  if (parameter) secrets?.get(parameter).catch(() => {});
  return createWebhook({
    secret: async () => env.TELEGRAM_WEBHOOK_SECRET ?? (await secrets?.get(parameter as string)),
    ...(secrets && { refreshSecret: () => secrets.renewed(parameter as string) }),
    enqueue: queue.send,
    async signal(owner, signal, by) {
      if (await mayStop(owner, by)) await stops.write(owner, signal);
    },
    now: Date.now,
    log: overrides.log ?? createPowertoolsLog('webhook'),
  });
};
