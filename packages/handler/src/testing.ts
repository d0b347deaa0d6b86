// The second face of this package: what tests of other packages stand on.

export { type Bench, createBench, OFFERED } from '../test/bench.ts';
export { type StartedTable, startTable } from '../test/contract/start-table.ts';
export {
  type OpenQueue,
  type QueueLimits,
  type QueueUnderTest,
  updateQueueContract,
} from '../test/contract/update-queue-contract.ts';
export { readFormFeeds } from '../test/fake-reader.ts';
export { type FakeSsm, startFakeSsm } from '../test/fake-ssm.ts';
export { makeDocx, makePdf, paragraph } from '../test/make-documents.ts';
export { withCalls } from '../test/sdk-calls.ts';
export { createTickingWorld } from '../test/ticking-world.ts';
export { callAws } from './aws/aws-fault.ts';
export { cloudLeftovers } from './aws/cloud-leftovers.ts';
export { createDynamoDbMessageStore } from './aws/dynamodb-message-store.ts';
export { createDynamoDbOwnerData } from './aws/dynamodb-owner-data.ts';
export { createDynamoDbProfileStore } from './aws/dynamodb-profile-store.ts';
export { createDynamoDbReminderStore } from './aws/dynamodb-reminder-store.ts';
export { createDynamoDbSessionStore } from './aws/dynamodb-session-store.ts';
export { createDynamoDbStopStore } from './aws/dynamodb-stop-store.ts';
export { createDynamoDbTickStore } from './aws/dynamodb-tick-store.ts';
export { fromItem } from './aws/item.ts';
export { createS3BodyStore } from './aws/s3-body-store.ts';
export { createSignedClient } from './aws/signed-client/create-signed-client.ts';
export { isGrowingSlot } from './chat/answer-slots.ts';
export { composeServices } from './compose-worker.ts';
export { connectionsEnvironment } from './config/connection-variables.ts';
export { dispatcherEnvironment } from './config/dispatcher-environment.ts';
export { maintenanceEnvironment } from './config/maintenance-environment.ts';
export { webEnvironment } from './config/web-environment.ts';
export { webhookEnvironment } from './config/webhook-environment.ts';
export { workerEnvironment } from './config/worker-environment.ts';
export type { Services } from './context/services.ts';
export { describeCommands, ownedItems } from './features/index.ts';
export { createPowertoolsLog, silentLog } from './observability/log.ts';
export { type AppAsk, appWorkMessage, appWorkOf } from './queue/app-work.ts';
export { createSqsUpdateQueue } from './queue/sqs-update-queue.ts';
export type { BotCallError } from './telegram/bot-call.ts';
export { chatOf } from './telegram/chat-of.ts';
export { violations } from './telegram/format/check-formatted.ts';
export { closeMarkdown } from './telegram/format/close-markdown.ts';
export { createGrowingText } from './telegram/format/growing-text.ts';
export { renderMarkdown } from './telegram/format/render-markdown.ts';
export { splitFormatted } from './telegram/format/split-formatted.ts';
export { readIncoming } from './telegram/incoming.ts';
export { createWebhook, type WebhookDependencies } from './webhook/create-webhook.ts';
export { createWorker } from './worker/create-worker.ts';
export { createWorkerHandler } from './worker-handler.ts';
