// Composes the maintenance function from its environment. It needs neither the bot nor the queue: it stays small.
import { systemClock } from '@steward/core';
import { createDynamoDbCalls } from './aws/dynamodb-calls.ts';
import { createDynamoDbModelServerStore } from './aws/dynamodb-model-server-store.ts';
import { createDynamoDbSeenModelsStore } from './aws/dynamodb-seen-models-store.ts';
import { createLazyPower } from './aws/lazy-power.ts';
import { maintenanceEnvironment } from './config/maintenance-environment.ts';
import { parseEnvironment } from './config/parse-environment.ts';
import { createIdleStop } from './maintenance/stop-idle-server.ts';
import { createPowertoolsLog, type Log } from './observability/log.ts';
import { createPowertoolsMeter, type Meter } from './observability/metrics.ts';

export const composeMaintenance = (
  environment: Record<string, string | undefined>,
  overrides: { log?: Log; meter?: Meter } = {},
) => {
  const env = parseEnvironment(maintenanceEnvironment, environment);
  const table = { client: createDynamoDbCalls(environment), tableName: env.TABLE_NAME };
  return createIdleStop({
    power: env.OLLAMA_INSTANCE_ID ? createLazyPower(environment, env.OLLAMA_INSTANCE_ID) : undefined,
    store: createDynamoDbModelServerStore(table),
    seenModels: createDynamoDbSeenModelsStore(table),
    idleMinutes: env.IDLE_STOP_MINUTES,
    clock: systemClock,
    log: overrides.log ?? createPowertoolsLog('maintenance'),
    meter: overrides.meter ?? createPowertoolsMeter('maintenance'),
  });
};
