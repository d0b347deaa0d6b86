// Lambda entry: API Gateway → SQS.
import { composeWebhook } from '../compose-webhook.ts';

export const handler = composeWebhook(process.env);
