import { expect, test } from 'vitest';
import { awsEndpoint } from './services.ts';

test('AWS’s own hosts are named by service and region, in China under a domain of their own', () => {
  expect(awsEndpoint('SQS', 'eu-west-1')).toBe('https://sqs.eu-west-1.amazonaws.com');
  expect(awsEndpoint('DYNAMODB', 'us-gov-west-1')).toBe('https://dynamodb.us-gov-west-1.amazonaws.com');
  expect(awsEndpoint('SSM', 'cn-north-1')).toBe('https://ssm.cn-north-1.amazonaws.com.cn');
});
