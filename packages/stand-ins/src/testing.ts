// The second face of this package: what tests of other packages stand on.

export { ensureTable, startDynamoDb } from './aws/dynamodb.ts';
export { startS3 } from './aws/s3.ts';
export { type RunningSqs, startSqs } from './aws/sqs.ts';
export { tableDefinition } from './aws/table-definition.ts';
export { openEvents, rawRequest } from './http/testing/raw-request.ts';
export { type FakeOllama, type Script, startFakeOllama } from './testing/fake-ollama.ts';
