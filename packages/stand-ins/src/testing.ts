// The second face of this package: what tests of other packages stand on. The queue is here, because only they run it.

export { ensureTable, startDynamoDb } from './aws/dynamodb.ts';
export { startS3 } from './aws/s3.ts';
export { type RunningSqs, type SqsOptions, startSqs } from './aws/sqs.ts';
export { type StandIns, startAwsStandIns } from './aws/start-stand-ins.ts';
export { tableDefinition } from './aws/table-definition.ts';
export { openUpdateQueue, watchRequests } from './aws/testing/update-queue.ts';
export { openEvents, rawRequest } from './http/testing/raw-request.ts';
export { type FakeOllama, type Script, startFakeOllama } from './testing/fake-ollama.ts';
