// Everything of a project that a server still holds, over every kind of thing that infra/ makes. Asked by the wire
// protocols: a client for each of a dozen services would say no more.

interface Listing {
  what: string;
  service: string;
  /** JSON protocol: the operation with its prefix. */
  target?: string;
  /** Query protocol. */
  action?: string;
  version?: string;
  /** REST. */
  path?: string;
}

const LISTINGS: Listing[] = [
  { what: 'bucket', service: 's3', path: '/' },
  { what: 'table', service: 'dynamodb', target: 'DynamoDB_20120810.ListTables' },
  { what: 'queue', service: 'sqs', target: 'AmazonSQS.ListQueues' },
  { what: 'function', service: 'lambda', path: '/2015-03-31/functions' },
  { what: 'event source', service: 'lambda', path: '/2015-03-31/event-source-mappings' },
  { what: 'parameter', service: 'ssm', target: 'AmazonSSM.DescribeParameters' },
  { what: 'API', service: 'apigateway', path: '/v2/apis' },
  { what: 'log group', service: 'logs', target: 'Logs_20140328.DescribeLogGroups' },
  { what: 'rule', service: 'events', target: 'AWSEvents.ListRules' },
  { what: 'alarm', service: 'monitoring', action: 'DescribeAlarms', version: '2010-08-01' },
  { what: 'dashboard', service: 'monitoring', action: 'ListDashboards', version: '2010-08-01' },
  { what: 'topic', service: 'sns', action: 'ListTopics', version: '2010-03-31' },
  { what: 'role', service: 'iam', action: 'ListRoles', version: '2010-05-08' },
  { what: 'instance profile', service: 'iam', action: 'ListInstanceProfiles', version: '2010-05-08' },
  { what: 'address', service: 'ec2', action: 'DescribeAddresses', version: '2016-11-15' },
  { what: 'security group', service: 'ec2', action: 'DescribeSecurityGroups', version: '2016-11-15' },
  { what: 'instance', service: 'ec2', action: 'DescribeInstances', version: '2016-11-15' },
];

/** What a deployment consists of, as `listLeftOver` calls it. */
export const KINDS = LISTINGS.map(({ what }) => what);

/** The kinds of things that still bear one of the names. An instance that is terminated is none. */
export const listLeftOver = async (
  endpoint: string,
  accessKeyId: string,
  names: RegExp,
): Promise<string[]> => {
  const answers = await Promise.all(
    LISTINGS.map(async (one) => ({ ...one, text: await ask(endpoint, accessKeyId, one) })),
  );
  return answers
    .filter(
      ({ what, text }) =>
        names.test(text) && !(what === 'instance' && !/<name>(?!terminated)[a-z-]+<\/name>/.test(text)),
    )
    .map(({ what }) => what);
};

const ask = async (
  endpoint: string,
  accessKeyId: string,
  { service, target, action, version, path }: Listing,
): Promise<string> => {
  const scope = `Credential=${accessKeyId}/20260101/us-east-1/${service}/aws4_request`;
  const headers = {
    authorization: `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=none`,
    'x-amz-date': '20260101T000000Z',
  };
  const json = { ...headers, 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target ?? '' };
  const form = new URLSearchParams({ Action: action ?? '', Version: version ?? '' });
  const request: RequestInit = path
    ? { headers }
    : target
      ? { method: 'POST', headers: json, body: '{}' }
      : { method: 'POST', headers, body: form };
  const response = await fetch(`${endpoint}${path ?? '/'}`, request);
  if (!response.ok) throw new Error(`${service} ${target ?? action ?? path} is answered ${response.status}`);
  return await response.text();
};
