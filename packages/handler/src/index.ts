// The face of the handlers: what the local stack starts is what the Lambda entries export.

export { createDynamoDbAccessStore } from './aws/dynamodb-access-store.ts';
export { createDynamoDbBotStore } from './aws/dynamodb-bot-store.ts';
export { createDynamoDbCalls, type DynamoDbCalls } from './aws/dynamodb-calls.ts';
export { createDynamoDbClaimStore } from './aws/dynamodb-claim-store.ts';
export { createDynamoDbDueIndex } from './aws/dynamodb-due-index.ts';
export { createDynamoDbPollingPosition } from './aws/dynamodb-polling-position.ts';
export { createDynamoDbProfileStore } from './aws/dynamodb-profile-store.ts';
export { createDynamoDbSessionStore } from './aws/dynamodb-session-store.ts';
export type { DynamoDbDependencies } from './aws/dynamodb-table.ts';
export { composeDispatcher } from './compose-dispatcher.ts';
export { composeMaintenance } from './compose-maintenance.ts';
export { composeWeb, type WebOverrides } from './compose-web.ts';
export { composeWebhook } from './compose-webhook.ts';
export { composeWorker, type WorkerOverrides } from './compose-worker.ts';
export { connectionVariables } from './config/connection-variables.ts';
export { parseEnvironment } from './config/parse-environment.ts';
export { publicUrl as publicUrlVariable } from './config/public-url.ts';
export { botCommands } from './features/index.ts';
export type { Log, LogFields } from './observability/log.ts';
export { errorFields } from './observability/log.ts';
export { type Meter, silentMeter } from './observability/metrics.ts';
export { createPlainText } from './observability/plain-text.ts';
export { createOllamaModel } from './ollama/create-ollama-model.ts';
export { appWorkOf, readAppWork } from './queue/app-work.ts';
export type { UpdateQueue } from './queue/update-queue.ts';
export { ALLOWED_UPDATES } from './telegram/allowed-updates.ts';
export { appMenuButton } from './telegram/app-menu-button.ts';
export {
  type BotCall,
  classifyFailure,
  type Failure,
  nameOfError,
  type PollingLog,
  type Update,
} from './telegram/bot-call.ts';
export { botFactsOf } from './telegram/bot-facts.ts';
export {
  createTelegramClient,
  type TelegramClient,
  type TelegramFault,
  telegramFault,
} from './telegram/telegram-client.ts';
export type { WebEvent, WebResponse } from './web/read-event.ts';
export type { WebhookEvent, WebhookResponse } from './webhook/create-webhook.ts';
export { readWebhook } from './webhook/read-webhook.ts';
export type { LambdaContext, SqsEvent, SqsRecord } from './worker/lambda-types.ts';
export { MAX_RECEIVES } from './worker/retry-policy.ts';
