// Fills an AWS-compatible server with a small deployment: table, bucket, queues, parameters, log group, instance. Writes
// what Terraform's outputs would be into the file named by the first argument. AWS_ENDPOINT_URL says where.
import { writeFileSync } from 'node:fs';
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeImagesCommand, EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { tableDefinition } from '@steward/stand-ins/testing';

const [outputsFile = '', telegramToken = ''] = process.argv.slice(2);
const TABLE = 'chatbot-sessions';
const BUCKET = 'chatbot-conversations-123456789012';

const makeTable = async () => {
  const dynamodb = new DynamoDBClient();
  await dynamodb.send(new CreateTableCommand(tableDefinition(TABLE)));
  const items = [
    {
      sk: { S: 'MODEL#m#SESSION#s1' },
      number: { N: '3' },
      title: { S: 'My secret plan' },
      model_name: { S: 'm' },
    },
    { sk: { S: 'MESSAGE#s1#1700000000000#1#0' }, role: { S: 'user' }, content: { S: 'rob a bank' } },
  ];
  for (const item of items)
    await dynamodb.send(new PutItemCommand({ TableName: TABLE, Item: { pk: { N: '1001' }, ...item } }));
};

const makeBucket = async () => {
  const s3 = new S3Client({ forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  const conversation = [{ role: 'user', content: 'dig a tunnel', ts: 1_700_000_000_000 }];
  const body = JSON.stringify({ conversation });
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'archives/1001/s9.json', Body: body }));
};

const makeQueues = async () => {
  const sqs = new SQSClient();
  const make = async (name: string) => {
    const made = await sqs.send(
      new CreateQueueCommand({ QueueName: name, Attributes: { FifoQueue: 'true' } }),
    );
    return made.QueueUrl ?? '';
  };
  const dead = await make('steward-dead-letters.fifo');
  for (let id = 1; id <= 3; id += 1) {
    const body = JSON.stringify({ update_id: id, message: { text: 'a secret', chat: { id: 1001 } } });
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: dead,
        MessageBody: body,
        MessageGroupId: '1001',
        MessageDeduplicationId: String(id),
      }),
    );
  }
  const dueDead = await make('steward-due-dead-letters.fifo');
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: dueDead,
      MessageBody: JSON.stringify({ steward: 'due', owner: 1001, sk: 'REMINDER#5', due: 1_700_000_000_000 }),
      MessageGroupId: 'r#1001',
      MessageDeduplicationId: '1001:r5@1700000000000',
    }),
  );
  return {
    queue_url: await make('steward-updates.fifo'),
    due_queue_url: await make('steward-due.fifo'),
    dead_letter_queue_url: dead,
    due_dead_letter_queue_url: dueDead,
  };
};

const makeInstance = async () => {
  const ec2 = new EC2Client();
  const images = await ec2.send(new DescribeImagesCommand({ Owners: ['amazon'] }));
  const ImageId = images.Images?.[0]?.ImageId;
  const made = await ec2.send(new RunInstancesCommand({ ImageId, MinCount: 1, MaxCount: 1 }));
  return made.Instances?.[0]?.InstanceId ?? '';
};

const ssm = new SSMClient();
const parameter = '/steward/telegram/bot-token';
await ssm.send(new PutParameterCommand({ Name: parameter, Value: telegramToken, Type: 'SecureString' }));
const [queues, instance] = await Promise.all([makeQueues(), makeInstance(), makeTable(), makeBucket()]);
const outputs = {
  ...queues,
  dynamodb_table_name: TABLE,
  s3_bucket_name: BUCKET,
  ollama_instance_id: instance,
  ssm_parameter_names: { telegram_bot_token: parameter },
  aws_region: process.env.AWS_REGION,
};
const wrapped = Object.entries(outputs).map(([name, value]) => [name, { value }]);
writeFileSync(outputsFile, JSON.stringify(Object.fromEntries(wrapped)));
