// What the worker reads of Lambda's SQS event and context.
import type { Context, SQSRecord, SQSRecordAttributes } from 'aws-lambda';

export interface SqsRecord extends Pick<SQSRecord, 'messageId' | 'receiptHandle' | 'body'> {
  /** The queue that it came from. */
  eventSourceARN?: string;
  attributes: Pick<SQSRecordAttributes, 'ApproximateReceiveCount'> & Partial<SQSRecordAttributes>;
}

export interface SqsEvent {
  Records: SqsRecord[];
}

export type LambdaContext = Pick<Context, 'awsRequestId' | 'getRemainingTimeInMillis'>;
