// Where a process behind a gate finds the world.
import type { Places } from '../../kit/sockets/socket-world.ts';

/** Everything leads to the gate but SSM: secrets are read before the first step. */
export const environmentBehind = (
  gate: string,
  { environment, urls }: Places,
  epochMs: number,
): Record<string, string> => {
  const queue = environment.UPDATE_QUEUE_URL?.replace(urls.sqs, gate) ?? '';
  return {
    ...environment,
    AWS_ENDPOINT_URL_DYNAMODB: gate,
    AWS_ENDPOINT_URL_S3: gate,
    AWS_ENDPOINT_URL_SQS: gate,
    UPDATE_QUEUE_URL: queue,
    DUE_QUEUE_URL: queue,
    TELEGRAM_API_URL: gate,
    OLLAMA_URL: gate,
    CLOCK_EPOCH: String(epochMs),
    PATH: process.env.PATH ?? '',
  };
};
