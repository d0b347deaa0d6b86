// What a deployment would be made of, read from Terraform's own plan.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { parseEnvironment } from '@steward/handler';
import {
  connectionsEnvironment,
  dispatcherEnvironment,
  maintenanceEnvironment,
  webEnvironment,
  webhookEnvironment,
  workerEnvironment,
} from '@steward/handler/testing';
import { tableDefinition } from '@steward/stand-ins/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createWorkspace,
  hasTerraform,
  type PlannedChange,
  type TestReport,
  type Workspace,
} from './terraform.ts';

const FUNCTIONS = ['webhook', 'worker', 'dispatcher', 'maintenance', 'web'];

describe.skipIf(!hasTerraform)('a planned deployment', () => {
  let workspace: Workspace;
  let report: TestReport;
  beforeAll(async () => {
    workspace = createWorkspace();
    report = await workspace.test('infra', '-verbose', '-filter=tests/unit.tftest.hcl');
  }, 300_000);
  afterAll(() => workspace.remove());

  const plan = (run: string): PlannedChange[] => report.plans.get(run) ?? [];
  const find = (run: string, address: string) =>
    plan(run).find((resource) => resource.address === address)?.change.after;
  const environment = (run: string, name: string): Record<string, string> =>
    find(run, `module.${name}.aws_lambda_function.this`).environment[0].variables;
  const statements = (run: string, name: string): { Sid: string; Action: string[]; Resource: string[] }[] =>
    JSON.parse(find(run, `module.${name}.aws_iam_role_policy.this[0]`).policy).Statement;

  it('passes its unit tests', () => {
    expect(report.failures).toEqual([]);
    expect(report.passed).toBeGreaterThan(3);
  });

  it('lets no bucket take plain HTTP', () => {
    const policies = ['conversations', 'models_bucket[0]'].map((name) =>
      find('ordinary_account', `module.${name}.aws_s3_bucket_policy.this[0]`),
    );
    expect(policies).toEqual([expect.anything(), expect.anything()]);
  });

  it('gives every function an environment that it accepts', () => {
    const [webhook, worker, dispatcher, maintenance, web] = FUNCTIONS.map((name) =>
      environment('ordinary_account', name),
    );
    expect(parseEnvironment(webhookEnvironment, webhook ?? {})).toEqual({
      TELEGRAM_WEBHOOK_SECRET_PARAMETER: '/steward/telegram/webhook-secret',
      ALLOWED_USER_IDS: new Set(),
      TABLE_NAME: 'chatbot-sessions',
      UPDATE_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/111122223333/steward-updates.fifo',
    });
    expect(parseEnvironment(workerEnvironment, worker ?? {})).toEqual({
      TELEGRAM_BOT_TOKEN_PARAMETER: '/steward/telegram/bot-token',
      TELEGRAM_API_URL: 'https://api.telegram.org',
      OLLAMA_URL: 'https://203.0.113.9:11434',
      OLLAMA_API_KEY_PARAMETER: '/steward/ollama/api-key',
      OLLAMA_CA_PARAMETER: '/steward/ollama/certificate',
      OLLAMA_INSTANCE_ID: 'i-0123456789abcdef0',
      MODELS: [{ name: 'qwen3.5:2b', description: 'Small and quick', size: '2.7 GB' }],
      ALLOWED_USER_IDS: new Set(),
      MAX_TURNS_AT_ONCE: 5,
      MAX_TURNS_PER_HOUR: 600,
      SPEECH_MODEL: 'whisper-1',
      SPEECH_MAX_SECONDS: 600,
      STREAMING: 'edit',
      TABLE_NAME: 'chatbot-sessions',
      ARCHIVE_BUCKET: 'chatbot-conversations-111122223333',
      UPDATE_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/111122223333/steward-updates.fifo',
      DUE_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/111122223333/steward-due.fifo',
      PUBLIC_URL: 'https://a1b2c3.execute-api.us-east-1.amazonaws.com',
      CALDAV_HOSTS: [],
    });
    expect(parseEnvironment(dispatcherEnvironment, dispatcher ?? {})).toEqual({
      TABLE_NAME: 'chatbot-sessions',
      DUE_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/111122223333/steward-due.fifo',
    });
    expect(parseEnvironment(maintenanceEnvironment, maintenance ?? {})).toEqual({
      TABLE_NAME: 'chatbot-sessions',
      OLLAMA_INSTANCE_ID: 'i-0123456789abcdef0',
      IDLE_STOP_MINUTES: 30,
    });
    expect(parseEnvironment(webEnvironment, web ?? {})).toEqual({
      TABLE_NAME: 'chatbot-sessions',
      UPDATE_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/111122223333/steward-updates.fifo',
      PUBLIC_URL: 'https://a1b2c3.execute-api.us-east-1.amazonaws.com',
      ALLOWED_USER_IDS: new Set(),
      MODELS: [{ name: 'qwen3.5:2b', description: 'Small and quick', size: '2.7 GB' }],
      STREAMING: 'edit',
      MAX_TURNS_AT_ONCE: 5,
      MAX_TURNS_PER_HOUR: 600,
      MINI_APP_KEYS: ['e7bf03a2fa4602af4580703d88dda5bb59f32ed8b02a56c187fe7d34caed242d'],
      MINI_APP_PARENTS: ['https://web.telegram.org'],
      TELEGRAM_URL: 'https://t.me',
      CALDAV_HOSTS: [],
    });
  });

  it('hands the offered models and the people allowed on as they were given', () => {
    const worker = parseEnvironment(
      workerEnvironment,
      environment('model_server_that_exists_already', 'worker'),
    );
    expect(worker.MODELS).toEqual([
      { name: 'qwen3.5:2b', description: '', size: '', contextLength: 8192 },
      { name: 'gemma3:1b', description: 'tiny', size: '0.8 GB' },
    ]);
    expect(worker.ALLOWED_USER_IDS).toEqual(new Set([1001, -1001234567890]));
    expect([worker.MAX_TURNS_AT_ONCE, worker.MAX_TURNS_PER_HOUR]).toEqual([2, 30]);
    const webhook = environment('model_server_that_exists_already', 'webhook');
    expect(parseEnvironment(webhookEnvironment, webhook).ALLOWED_USER_IDS).toEqual(worker.ALLOWED_USER_IDS);
  });

  it('tells the app and the worker where the app is, and the app whom to believe', () => {
    const elsewhere = 'model_server_that_exists_already';
    expect(environment('ordinary_account', 'worker').PUBLIC_URL).toBe(
      'https://a1b2c3.execute-api.us-east-1.amazonaws.com',
    );
    expect(environment(elsewhere, 'worker').PUBLIC_URL).toBe('https://steward.example.org');
    expect(parseEnvironment(webEnvironment, environment(elsewhere, 'web'))).toMatchObject({
      PUBLIC_URL: 'https://steward.example.org',
      ALLOWED_USER_IDS: new Set([1001, -1001234567890]),
      MAX_TURNS_AT_ONCE: 2,
      MAX_TURNS_PER_HOUR: 30,
      MINI_APP_KEYS: ['40055058a4ee38156a06562e52eece92a771bcd8346a8c4615cb7376eddf72ec'],
      MINI_APP_PARENTS: ['http://localhost:8787', 'https://web.telegram.org'],
    });
  });

  it('names no secret to the app', () => {
    for (const run of ['ordinary_account', 'speech_on_the_model_server'])
      expect(
        Object.keys(environment(run, 'web')).filter((name) => /PARAMETER|TOKEN|KEY$/.test(name)),
      ).toEqual([]);
  });

  it('tells web and worker of the providers that are registered, and lets them read their secrets alone', () => {
    const run = 'providers_that_are_registered';
    const names = {
      TOKEN_KEYS_PARAMETERS: '/steward/token-keys/1',
      GOOGLE_CLIENT_ID: 'google-id',
      GOOGLE_CLIENT_SECRET_PARAMETER: '/steward/google/client-secret',
      GOOGLE_URL: 'http://127.0.0.1:9000',
      MICROSOFT_TENANT: 'common',
      NOTION_CLIENT_ID: 'notion-id',
      NOTION_CLIENT_SECRET_PARAMETER: '/steward/notion/client-secret',
      CALDAV_HOSTS: 'calendar.lan,[fd00::1]:5232',
    };
    const read = {
      ...names,
      TOKEN_KEYS_PARAMETERS: ['/steward/token-keys/1'],
      CALDAV_HOSTS: ['calendar.lan', '[fd00::1]:5232'],
    };
    for (const name of ['web', 'worker']) {
      expect(environment(run, name)).toMatchObject(names);
      expect(parseEnvironment(connectionsEnvironment, environment(run, name))).toEqual(read);
      const secrets = statements(run, name).filter(({ Sid }) =>
        ['TokenKeys', 'ClientSecrets', 'Decrypt'].includes(Sid),
      );
      expect(
        Object.fromEntries(secrets.map(({ Sid, Action, Resource }) => [Sid, [...Action, ...Resource]])),
      ).toEqual({
        TokenKeys: ['ssm:GetParameters', 'arn:token-keys/1'],
        ClientSecrets: ['ssm:GetParameters', 'arn:google/client-secret', 'arn:notion/client-secret'],
        Decrypt: ['kms:Decrypt', 'arn:aws:kms:us-east-1:111122223333:key/mine'],
      });
    }
    expect(JSON.stringify(plan(run))).not.toContain('google-canary');
  });

  it('sends recordings to the model server with its key, or to a server that is named with its own', () => {
    const speech = (run: string) =>
      Object.fromEntries(
        Object.entries(environment(run, 'worker')).filter(([name]) => name.startsWith('SPEECH')),
      );
    expect(speech('ordinary_account')).toEqual({});
    expect(speech('speech_on_the_model_server')).toEqual({
      SPEECH_URL: 'https://203.0.113.9:11434',
      SPEECH_API_KEY_PARAMETER: '/steward/ollama/api-key',
      SPEECH_CA_PARAMETER: '/steward/ollama/certificate',
      SPEECH_MODEL: 'parakeet-v3',
    });
    expect(speech('speech_elsewhere')).toEqual({
      SPEECH_URL: 'https://api.openai.com/v1',
      SPEECH_API_KEY_PARAMETER: '/steward/speech/api-key',
      SPEECH_MODEL: 'gpt-4o-mini-transcribe',
      SPEECH_LANGUAGE: 'de',
    });
    expect(speech('speech_without_a_key')).toEqual({ SPEECH_URL: 'http://speech.example.org:8000' });
    for (const run of ['speech_on_the_model_server', 'speech_elsewhere', 'speech_without_a_key'])
      expect(parseEnvironment(workerEnvironment, environment(run, 'worker'))).toMatchObject(speech(run));
    const secrets = statements('speech_elsewhere', 'worker').find(({ Sid }) => Sid === 'Secrets');
    expect(secrets?.Resource.join(' ')).toContain('parameter/steward/speech/api-key');
  });

  it('makes no machine, and names none, where a model server exists already', () => {
    const run = 'model_server_that_exists_already';
    expect(plan(run).filter(({ type }) => /^aws_(instance|eip|security_group)/.test(type))).toEqual([]);
    const worker = environment(run, 'worker');
    expect(worker.OLLAMA_URL).toBe('http://ollama.example.org:11434');
    for (const name of ['OLLAMA_INSTANCE_ID', 'OLLAMA_CA_PARAMETER', 'ALLOWED_USER_IDS'])
      expect(Object.keys(worker).includes(name)).toBe(name === 'ALLOWED_USER_IDS');
    expect(statements(run, 'worker').filter(({ Action: actions }) => /ec2:/.test(actions.join()))).toEqual(
      [],
    );
    expect(find(run, 'module.maintenance_schedule.aws_cloudwatch_event_rule.this').state).toBe('DISABLED');
  });

  it('looks every five minutes whether our own machine is idle', () => {
    const rule = find('ordinary_account', 'module.maintenance_schedule.aws_cloudwatch_event_rule.this');
    expect(rule).toMatchObject({ schedule_expression: 'rate(5 minutes)', state: 'ENABLED' });
  });

  it('looks every minute at what is due, once, also where no model server is ours', () => {
    for (const run of ['ordinary_account', 'model_server_that_exists_already']) {
      expect(find(run, 'module.dispatcher_schedule.aws_cloudwatch_event_rule.this')).toMatchObject({
        schedule_expression: 'rate(1 minute)',
        state: 'ENABLED',
      });
      const retries = 'module.dispatcher_schedule.aws_lambda_function_event_invoke_config.this[0]';
      expect(find(run, retries).maximum_retry_attempts).toBe(0);
    }
  });

  it('lets no long answer take the place of what is due', () => {
    // Twenty of what is due may be connections whose provider is slow.
    for (const [name, most] of [
      ['updates', 20],
      ['due', 40],
    ] as const) {
      const mapping = find(
        'ordinary_account',
        `module.worker.aws_lambda_event_source_mapping.queue["${name}"]`,
      );
      expect([mapping.event_source_arn, mapping.scaling_config[0].maximum_concurrency]).toEqual([
        `arn:aws:sqs:us-east-1:111122223333:steward-${name}.fifo`,
        most,
      ]);
    }
  });

  it('makes no IAM resource in a lab, and takes its role and profile', () => {
    expect(plan('ordinary_account').filter(({ type }) => type.startsWith('aws_iam_')).length).toBeGreaterThan(
      5,
    );
    expect(plan('lab').filter(({ type }) => type.startsWith('aws_iam_'))).toEqual([]);
    for (const name of FUNCTIONS)
      expect(find('lab', `module.${name}.aws_lambda_function.this`).role).toBe(
        'arn:aws:iam::111122223333:role/LabRole',
      );
    expect(find('lab', 'module.ollama[0].aws_instance.this').iam_instance_profile).toBe('LabInstanceProfile');
  });

  it('hides a message at least as long as the worker may hold it', () => {
    const { timeout } = find('ordinary_account', 'module.worker.aws_lambda_function.this');
    for (const name of ['queue', 'due_queue']) {
      const queue = find('ordinary_account', `module.${name}.aws_sqs_queue.this`);
      expect(queue.visibility_timeout_seconds).toBeGreaterThanOrEqual(timeout);
    }
  });

  it('gives the webhook the memory that a first call needs', () => {
    const webhook = find('ordinary_account', 'module.webhook.aws_lambda_function.this');
    expect(webhook.memory_size).toBeGreaterThanOrEqual(1024);
  });

  it('makes the table that the local stack makes', () => {
    const table = find('ordinary_account', 'module.table.aws_dynamodb_table.this');
    const wanted = tableDefinition('chatbot-sessions');
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    expect(table.name).toBe(wanted.TableName);
    expect(table.billing_mode).toBe(wanted.BillingMode);
    expect([table.hash_key, table.range_key]).toEqual(wanted.KeySchema.map((key) => key.AttributeName));
    expect(table.attribute.toSorted(byName)).toEqual(
      wanted.AttributeDefinitions.map(({ AttributeName: name, AttributeType: type }) => ({
        name,
        type,
      })).toSorted(byName),
    );
    const indexes = wanted.GlobalSecondaryIndexes.map(({ IndexName, KeySchema, Projection }) => ({
      name: IndexName,
      hash_key: KeySchema[0]?.AttributeName,
      range_key: KeySchema[1]?.AttributeName,
      projection_type: Projection.ProjectionType,
    }));
    expect(table.global_secondary_index.toSorted(byName)).toMatchObject(indexes.toSorted(byName));
  });

  it('lets each function do what it must and no more', () => {
    const allowed = (name: string) =>
      Object.fromEntries(
        statements('ordinary_account', name).map(({ Sid, Action, Resource }) => [
          Sid,
          `${Action.join(' ')} on ${Resource.map((arn) => arn.replace(/^arn:aws:|us-east-1:111122223333:/g, '')).join(' ')}`,
        ]),
      );
    const always = (name: string) => ({
      Logs: `logs:CreateLogStream logs:PutLogEvents on logs:log-group:/aws/lambda/steward-${name}:*`,
      Traces: 'xray:PutTraceSegments xray:PutTelemetryRecords on *',
    });
    const machine = 'ec2:instance/i-0123456789abcdef0';
    const active = 'dynamodb:Query on dynamodb:table/chatbot-sessions/index/active_sessions_index';
    expect(allowed('webhook')).toEqual({
      ...always('webhook'),
      Enqueue: 'sqs:SendMessage on sqs:steward-updates.fifo',
      Stops: 'dynamodb:GetItem dynamodb:UpdateItem dynamodb:PutItem on dynamodb:table/chatbot-sessions',
      Secret: 'ssm:GetParameters on ssm:parameter/steward/telegram/webhook-secret',
    });
    expect(allowed('worker')).toEqual({
      ...always('worker'),
      Queue:
        'sqs:ReceiveMessage sqs:DeleteMessage sqs:ChangeMessageVisibility sqs:GetQueueAttributes sqs:SendMessage ' +
        'on sqs:steward-updates.fifo',
      DueQueue:
        'sqs:ReceiveMessage sqs:DeleteMessage sqs:ChangeMessageVisibility sqs:GetQueueAttributes ' +
        'on sqs:steward-due.fifo',
      Table:
        'dynamodb:GetItem dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem dynamodb:Query ' +
        'dynamodb:BatchWriteItem on dynamodb:table/chatbot-sessions',
      WhoIsActive: active,
      Archives:
        's3:GetObject s3:PutObject s3:DeleteObject s3:AbortMultipartUpload ' +
        'on s3:::chatbot-conversations-111122223333/archives/* s3:::chatbot-conversations-111122223333/files/*',
      ListArchives: 's3:ListBucket on s3:::chatbot-conversations-111122223333',
      Secrets:
        'ssm:GetParameters on ssm:parameter/steward/telegram/bot-token ssm:parameter/steward/ollama/api-key ' +
        'ssm:parameter/steward/ollama/certificate',
      Wake: `ec2:StartInstances on ${machine}`,
      LookAtServer: 'ec2:DescribeInstances on *',
    });
    expect(allowed('dispatcher')).toEqual({
      ...always('dispatcher'),
      WhatIsDue: 'dynamodb:Query on dynamodb:table/chatbot-sessions/index/due_index',
      Horizon: 'dynamodb:GetItem dynamodb:UpdateItem on dynamodb:table/chatbot-sessions',
      Enqueue: 'sqs:SendMessage on sqs:steward-due.fifo',
    });
    expect(allowed('web')).toEqual({
      ...always('web'),
      Read: 'dynamodb:GetItem dynamodb:Query on dynamodb:table/chatbot-sessions',
      WhoIsActive: active,
      // Several at once: what was read of a connection that ends.
      Write:
        'dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem dynamodb:BatchWriteItem ' +
        'on dynamodb:table/chatbot-sessions',
      Enqueue: 'sqs:SendMessage on sqs:steward-updates.fifo',
    });
    expect(allowed('maintenance')).toEqual({
      ...always('maintenance'),
      LastChat: 'dynamodb:GetItem dynamodb:UpdateItem on dynamodb:table/chatbot-sessions',
      Stop: `ec2:StopInstances on ${machine}`,
      LookAtServer: 'ec2:DescribeInstances on *',
    });
  });

  it('lets functions decrypt only where a key of the customer encrypts', () => {
    const run = 'model_server_with_a_certificate_of_its_own';
    const decrypting = FUNCTIONS.filter((name) => statements(run, name).some(({ Sid }) => Sid === 'Decrypt'));
    expect(decrypting).toEqual(['webhook', 'worker']);
  });

  it('holds no token that was given', () => {
    const written = JSON.stringify(plan('model_server_that_exists_already'));
    expect(written).toContain('/steward/telegram/bot-token');
    expect(written).not.toContain('AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw');
  });

  it('brings the machine its boot files byte for byte, and its settings', () => {
    const { user_data_base64: packed } = find('ordinary_account', 'module.ollama[0].aws_instance.this');
    const unpacked = gunzipSync(Buffer.from(packed, 'base64'));
    expect(Buffer.from(packed, 'base64').byteLength).toBeLessThanOrEqual(16_384);
    const script = unpacked.toString('utf8');
    const files = fileURLToPath(new URL('../../infra/modules/ec2-ollama/files', import.meta.url));
    for (const name of readdirSync(files)) {
      const content = readFileSync(join(files, name), 'utf8').trim();
      expect(script).toContain(
        `cat >'/opt/steward/${name}' <<'STEWARD_END_OF_FILE'\n${content}\nSTEWARD_END_OF_FILE\n`,
      );
    }
    expect(script).toContain(
      [
        "cat >/etc/steward/boot.env <<'STEWARD_END_OF_FILE'",
        'API_KEY_PARAMETER="/steward/ollama/api-key"',
        'AWS_REGION="us-east-1"',
        'CERTIFICATE_PARAMETER="/steward/ollama/certificate"',
        'MODELS="qwen3.5:2b"',
        'MODELS_BUCKET="chatbot-models-111122223333"',
        'PUBLIC_ADDRESS="203.0.113.9"',
        'STEWARD_END_OF_FILE',
        '',
      ].join('\n'),
    );
    expect(script.trimEnd().endsWith('exec bash /opt/steward/boot.sh')).toBe(true);
  });
});
