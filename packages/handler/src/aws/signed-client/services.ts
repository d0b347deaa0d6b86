// The services that are called without the SDK. All three speak the AWS JSON protocol: one POST to `/`, the operation in
// a header.
export interface Protocol {
  name: string;
  target: string;
  contentType: string;
  /** Operations without a result are answered with an empty body. Elsewhere one means that something is missing. */
  emptyIsDone?: true;
}

export const SERVICES = {
  SSM: { name: 'ssm', target: 'AmazonSSM', contentType: 'application/x-amz-json-1.1' },
  SQS: { name: 'sqs', target: 'AmazonSQS', contentType: 'application/x-amz-json-1.0', emptyIsDone: true },
  DYNAMODB: { name: 'dynamodb', target: 'DynamoDB_20120810', contentType: 'application/x-amz-json-1.0' },
} as const satisfies Record<string, Protocol>;

export type Service = keyof typeof SERVICES;

/** AWS's own host; China's regions lie under a domain of their own. */
export const awsEndpoint = (service: Service, region: string): string =>
  `https://${SERVICES[service].name}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
