// What the worker stands on at its start, imported as each package's first example has it.
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { marked } from 'marked';
import { Bot } from 'node-telegram-bot-api';
import remend from 'remend';
import { request } from 'undici';
import { z } from 'zod';

const parts = [Logger, Metrics, DynamoDBClient, SQSClient, SSMClient, Bot, marked, remend, request, z];

export const handler = async () => ({ statusCode: parts.every(Boolean) ? 200 : 500 });
