// What a dispatcher stands on, imported as each package's first example has it.
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { z } from 'zod';

const parts = [Logger, Metrics, DynamoDBClient, SQSClient, z];

export const handler = async () => ({ statusCode: parts.every(Boolean) ? 200 : 500 });
