// The face of this package.

export { drainDeadLetters } from './aws/dead-letters.ts';
export { createEventSourceMapping, type EventSourceMapping } from './aws/event-source-mapping.ts';
export { FunctionTimedOut, type LambdaContext } from './aws/invoke-function.ts';
export type { QueueLog } from './aws/poll-queue.ts';
export { standInCredentials, standInRegion } from './aws/stand-in-credentials.ts';
export { type StandIns, startAwsStandIns } from './aws/start-stand-ins.ts';
export { findDemoModel } from './demo-model/demo-models.ts';
export { startDemoModel } from './demo-model/start-demo-model.ts';
export { listenOnLoopback, type RunningServer } from './http/listen-on-loopback.ts';
