// infra/, unchanged, applied for real and used: from zero to an answer, through sleep and mishaps, to nothing left.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { executablePath, openApp } from './app-in-browser.ts';
import { ACCOUNT, allowAccount, plan } from './demo-account.ts';
import { type Deployment, deploy, TOKEN_KEY } from './deployment.ts';
import { OF_THE_SERVER, readDrift } from './drift.ts';
import { KINDS, listLeftOver } from './left-over.ts';
import { findMissing, hasAwsCli } from './tools.ts';

const missing = await findMissing();
if (!executablePath)
  console.warn('\n*** SKIPPED: the deployed app in a browser. No Chromium is on this machine. ***\n');
if (missing) console.warn(`\n*** SKIPPED: the deployment to an AWS-compatible server. ${missing} ***\n`);
const title = missing ? `a deployment (skipped: ${missing})` : 'a deployment';
const STEP_MS = 300_000;
/** Shorter, so that what fails can say why. */
const WAIT_MS = 120_000;
const TWO_HOURS_MS = 7_200_000;
/** What everything of this deployment has in its name. */
const OURS = /steward|chatbot-/;

describe.skipIf(missing !== undefined)(title, { timeout: STEP_MS }, () => {
  let on: Deployment;
  beforeAll(async () => {
    on = await deploy();
  }, 900_000);
  afterAll(() => on?.close(), STEP_MS);

  /** The update that Telegram would send now. */
  const nextUpdate = async (): Promise<{ update_id: number }> => {
    const { result } = await on.telegram.call('getUpdates', { offset: -1 });
    return result[0];
  };
  const functionName = (name: string): string => on.cloud.output('lambda_function_names')[name];

  /** Calls a function by name, and returns what it says. */
  const invoke = async (name: string): Promise<{ outcome?: string }> => {
    const url = `${on.cloud.url()}/2015-03-31/functions/${functionName(name)}/invocations`;
    const authorization = `AWS4-HMAC-SHA256 Credential=${on.cloud.accessKeyId()}/20261128/us-east-1/lambda/aws4_request`;
    const response = await fetch(url, { method: 'POST', body: '{}', headers: { authorization } });
    return (await response.json()) as { outcome?: string };
  };

  it('refuses an update that bears a wrong secret or none, and queues nothing', async () => {
    on.person.says('Hello, who are you?');
    const update = await nextUpdate();
    expect(await on.post(update, 'wrong')).toBe(401);
    expect(await on.post(update, '')).toBe(401);
    expect(await on.aws.queueLength(on.cloud.output('queue_url'))).toBe(0);
    expect(await on.aws.claimOf(on.cloud.output('dynamodb_table_name'), on.person.id, update.update_id)).toBe(
      undefined,
    );
  });

  it('answers an update that bears the secret of SSM, by queue, worker and model server', async () => {
    const update = await nextUpdate();
    expect(await on.post(update)).toBe(200);
    const answer = await on.person.reads(/demonstration/, WAIT_MS);
    expect(answer.text).toContain('No AI is at work');
    expect(on.machine.served()).toBeGreaterThan(0);
    await on.eventually(
      'the queue is empty',
      async () => (await on.aws.queueLength(on.cloud.output('queue_url'))) === 0,
    );
    const table = on.cloud.output('dynamodb_table_name');
    expect(await on.aws.claimOf(table, on.person.id, update.update_id)).toMatchObject({
      outcome: { S: 'answered' },
    });
  });

  it('lets setup-webhook.sh tell Telegram the way, and takes a repeated update once', async () => {
    const before = on.person.texts();
    if (hasAwsCli()) {
      const { code, output } = await on.cloud.script('setup-webhook.sh');
      expect({ code, output }).toMatchObject({
        code: 0,
        output: expect.stringContaining('Telegram confirms it'),
      });
      expect(output).toContain('The app knows its bot');
      expect(output).not.toContain(on.secrets.webhookSecret);
      expect(output).not.toContain(on.secrets.token);
    } else {
      const secret_token = on.secrets.webhookSecret;
      await on.telegram.call('setWebhook', { url: on.cloud.output('webhook_url'), secret_token });
      await on.aws.noteBot(on.cloud.output('dynamodb_table_name'), on.telegram.emulator.bot);
    }
    // Telegram still holds the update of before and sends it now.
    await on.eventually('the update is taken', async () => on.telegram.emulator.pendingUpdates() === 0);
    await on.person.asks('/help', /\/newsession/, WAIT_MS);
    expect(on.person.texts().slice(0, before.length)).toEqual(before);
    expect(on.person.texts()).toHaveLength(before.length + 1);
  });

  it('serves the pages of the app and its API, and has nothing else to open', async () => {
    const ask = (method: string, path: string) => fetch(`${on.cloud.url()}${path}`, { method });
    const page = await ask('GET', '/settings');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await page.text()).toContain('<!doctype html>');
    expect(await (await ask('GET', '/mini')).text()).toContain('<!doctype html>');
    expect((await ask('GET', '/api/me')).status).toBe(401);
    for (const [method, path] of [
      ['GET', '/settings/more'],
      ['POST', '/settings'],
      ['GET', '/telegram/webhook'],
    ] as const) {
      const answer = await ask(method, path);
      expect([answer.status, await answer.json()]).toEqual([404, { message: 'Not Found' }]);
    }
  });

  it.skipIf(!executablePath)(
    'opens the app by a link of the chat, where a setting changes the chat’s',
    async () => {
      const offered = await on.person.asks('/web', /./, WAIT_MS);
      const link = offered.reply_markup?.inline_keyboard?.flat().find(({ url }) => url)?.url ?? '';
      expect(link).toContain(`${on.address.origin}/login#${on.person.id}.`);
      const app = await openApp(on.address);
      try {
        await app.page.goto(link);
        await app.page.getByRole('heading', { name: 'Sign in as Ada' }).waitFor();
        await app.page.getByRole('button', { name: 'Sign in' }).click();
        await app.page.locator('.sections.grid').waitFor();
        // By a cookie that no script sees, and nothing of it anywhere else.
        const [cookie, ...others] = await app.context.cookies();
        expect([cookie, others]).toMatchObject([
          { name: '__Host-session', httpOnly: true, secure: true, sameSite: 'Lax', path: '/' },
          [],
        ]);
        const seen = await app.page.evaluate(
          'document.cookie + JSON.stringify({ ...sessionStorage, ...localStorage })',
        );
        expect(seen).not.toContain(cookie?.value);
        await app.page.locator('nav a', { hasText: 'Settings' }).click();
        await app.page.getByRole('combobox', { name: 'Thinking' }).selectOption('show');
        await app.page.locator('.toast [role=status]', { hasText: 'Saved' }).waitFor();
        await on.person.asks('/status', /Thinking: on, with thoughts shown/, WAIT_MS);
        // A link is good once.
        await app.context.clearCookies();
        await app.page.goto(`${on.address.origin}/`);
        await app.page.goto(link);
        await app.page.getByRole('alert').waitFor();
        expect(app.faults.filter((fault) => !/\b40[13]\b/.test(fault))).toEqual([]);
      } finally {
        await app.close();
      }
    },
  );

  it('connects a calendar through the app, confirmed in the chat, and reads it there', async () => {
    plan(on.google, 'Tea with Grace');
    await on.person.asks('/timezone Berlin', /Berlin/, WAIT_MS);
    const code = await allowAccount(on);
    const question = await on.person.asks(`/start connect-${code}`, new RegExp(ACCOUNT), WAIT_MS);
    expect(question.text).toContain('Demo calendar');
    expect((await on.person.asks('/agenda week', /./, WAIT_MS)).text).toContain('No calendar is connected');
    await on.person.tapsNewest(/Connect/);
    await on.person.sees(/is connected/, WAIT_MS);
    await on.person.asks('/agenda week', /Tea with Grace/, WAIT_MS);
  });

  it('puts an archive into the bucket, in format 1.0', async () => {
    await on.person.asks('/archive', /is archived/, WAIT_MS);
    const bucket: string = on.cloud.output('s3_bucket_name');
    const [key = '', ...others] = await on.aws.objects(bucket);
    expect([key, others]).toEqual([expect.stringMatching(`^archives/${on.person.id}/[^/]+\\.json$`), []]);
    const archive = JSON.parse(await on.aws.object(bucket, key));
    expect(archive).toMatchObject({
      archive_version: '1.0',
      user_id: on.person.id,
      model_name: 'demo:latest',
      conversation: [
        { role: 'user', content: 'Hello, who are you?' },
        { role: 'assistant', content: expect.stringContaining('demonstration') },
      ],
    });
  });

  it('gives the functions the names of secrets, never the secrets', async () => {
    const environments = await Promise.all(
      ['webhook', 'worker', 'dispatcher', 'maintenance', 'web'].map((name) =>
        on.aws.environmentOf(functionName(name)),
      ),
    );
    const names = on.cloud.output('ssm_parameter_names');
    expect(environments[0]).toMatchObject({
      TELEGRAM_WEBHOOK_SECRET_PARAMETER: names.telegram_webhook_secret,
    });
    expect(environments[1]).toMatchObject({
      TELEGRAM_BOT_TOKEN_PARAMETER: names.telegram_bot_token,
      OLLAMA_API_KEY_PARAMETER: names.ollama_api_key,
      OLLAMA_CA_PARAMETER: names.ollama_certificate,
    });
    expect(
      Object.keys(environments[4] ?? {})
        .filter((name) => /PARAMETER|TOKEN/.test(name))
        .sort(),
    ).toEqual(['GOOGLE_CLIENT_SECRET_PARAMETER', 'TOKEN_KEYS_PARAMETERS']);
    for (const secret of Object.values(on.secrets))
      expect(JSON.stringify(environments)).not.toContain(secret);
  });

  it('breaks when a variable is deleted on the server, and mends when it is put back', async () => {
    const noise = (id: number) => ({ update_id: 900_000_000 + id, poll: { id: 'nothing for this bot' } });
    let id = 0;
    const putBack = await on.aws.withoutVariable(functionName('webhook'), 'UPDATE_QUEUE_URL');
    await on.eventually('the webhook fails', async () => (await on.post(noise(id++))) >= 500);
    on.person.says('/status');
    await on.eventually('Telegram is refused', async () => {
      const { result } = await on.telegram.call('getWebhookInfo');
      return String(result.last_error_message).includes('500');
    });
    await putBack();
    await on.eventually('the webhook works again', async () => (await on.post(noise(id++))) === 200);
    // Telegram sends again what was not taken: nothing is lost.
    await on.person.reads(/Bot: running/, WAIT_MS);
  });

  it('reminds at the moment, by a tick and a queue of its own', async () => {
    const { reminders, ticks } = on.aws.clockOf(on.cloud.output('dynamodb_table_name'));
    await on.eventually('the host has ticked', async () => (await ticks.read()).lastTickMs !== undefined);
    const dueMs = Date.now() + 2_000;
    await reminders.create({
      ...{
        owner: on.person.id,
        authorId: on.person.id,
        number: 1,
        kind: 'reminder',
        text: 'Water the plants',
      },
      ...{ schedule: { kind: 'instant', atMs: dueMs }, dueMs, state: 'active', revision: 1 },
      createdAtMs: Date.now(),
    });
    const before = on.person.texts().length;
    expect(await invoke('dispatcher')).toEqual({ outcome: 'queued' });
    expect(Date.now()).toBeGreaterThanOrEqual(dueMs);
    await on.person.reads(/Water the plants/, WAIT_MS);
    await on.eventually(
      'it is done',
      async () => (await reminders.get(on.person.id, 1))?.dueMs === undefined,
    );
    expect(on.person.texts()).toHaveLength(before + 1);
    expect(await on.aws.queueLength(on.cloud.output('due_dead_letter_queue_url'))).toBe(0);
  });

  it('adds the index of what is due to a table of 0.1.0 in place, and finds what was due already', async () => {
    const table: string = on.cloud.output('dynamodb_table_name');
    const { reminders } = on.aws.clockOf(table);
    const before = await on.aws.tableOf(table);
    await on.aws.takeDueIndex(table);
    expect(await on.aws.tableOf(table)).toEqual({
      made: before.made,
      attributes: ['active_shard', 'model_shard', 'pk', 'session_id', 'sk'],
      indexes: ['active_sessions_index', 'model_index'],
    });
    const dueMs = Date.now();
    await reminders.create({
      ...{ owner: on.person.id, authorId: on.person.id, number: 2, kind: 'reminder', text: 'Feed the cat' },
      ...{ schedule: { kind: 'instant', atMs: dueMs }, dueMs, state: 'active', revision: 1 },
      createdAtMs: dueMs,
    });
    expect(await invoke('dispatcher')).not.toHaveProperty('outcome');
    const { output } = await on.cloud.run(
      'terraform',
      ...['apply', '-auto-approve', '-no-color', '-target=module.table.aws_dynamodb_table.this'],
    );
    expect(output).toContain('0 added, 1 changed, 0 destroyed');
    expect(await on.aws.tableOf(table)).toEqual(before);
    await invoke('dispatcher');
    await on.person.reads(/Feed the cat/, WAIT_MS);
  });

  it('stops the instance that nobody chats with', async () => {
    await on.aws.lastChatWas(on.cloud.output('dynamodb_table_name'), Date.now() - TWO_HOURS_MS);
    // It counts as used for a minute after its start.
    await on.eventually(
      'maintenance stops it',
      async () => (await invoke('maintenance')).outcome === 'stopped-now',
    );
    const state = await on.aws.instanceState(on.cloud.output('ollama_instance_id'));
    expect(state).toMatch(/^stopp(ed|ing)$/);
    await on.eventually('nothing answers there any more', async () => !on.machine.isUp());
    expect((await on.person.asks('/status', /Bot: running/, WAIT_MS)).text).toMatch(/asleep|sleeps/i);
  });

  it('wakes the instance for a message, says so once, and answers', async () => {
    const before = on.person.messages().length;
    on.person.says('Good morning!');
    await on.person.sees(/Waking the model server/, WAIT_MS);
    await on.eventually('the instance runs', async () => {
      const state = await on.aws.instanceState(on.cloud.output('ollama_instance_id'));
      return state === 'running' || state === 'pending';
    });
    await on.person.reads(/demonstration/, WAIT_MS);
    const waking = on.person
      .timeline()
      .filter(({ message }) => message.text?.includes('Waking the model server'));
    expect(new Set(waking.map(({ message }) => message.message_id)).size).toBe(1);
    expect(on.person.texts().slice(before).join('\n')).not.toContain('Waking');
  });

  let shownPlan: string;
  it('has no drift afterwards but what is the server’s own', async () => {
    const file = join(on.cloud.folder, 'drift.tfplan');
    await on.cloud.run('terraform', 'plan', '-no-color', `-out=${file}`);
    const shown = await on.cloud.run('terraform', 'show', '-json', file);
    shownPlan = shown.output;
    const plan = JSON.parse(shown.stdout);
    expect(readDrift(plan)).toEqual(Object.keys(OF_THE_SERVER).sort());
    const policies = plan.resource_changes
      .filter(({ address }: { address: string }) =>
        /^module\.(due_)?queue\.aws_sqs_queue\.this$/.test(address),
      )
      .flatMap(({ change }: { change: Record<string, { redrive_policy: string }> }) => [
        change.before,
        change.after,
      ])
      .map((queue: { redrive_policy: string }) => JSON.parse(queue.redrive_policy));
    expect(policies).toHaveLength(4);
    expect([policies[0], policies[2]]).toEqual([policies[1], policies[3]]);
  });

  it('keeps every secret out of state, plan, files and logs', async () => {
    const plan = readFileSync(join(on.cloud.folder, 'drift.tfplan'));
    const inside = Object.values(unzipSync(plan)).map((bytes) => Buffer.from(bytes).toString('latin1'));
    const { output: shownState } = await on.cloud.run('terraform', 'show', '-json');
    const files = [
      'terraform.tfstate',
      'outputs.json',
      'variables.tfvars.json',
      'environment',
      'logs/host.log',
      'logs/terraform.log',
    ];
    const texts = new Map([
      ...files.map((name) => [name, readFileSync(join(on.cloud.folder, name), 'latin1')] as const),
      ...inside.map((text, index) => [`part ${index} of the plan`, text] as const),
      ['terraform show', shownState] as const,
      ['terraform show of the plan', shownPlan] as const,
    ]);
    const whereIs = (text: string): string[] =>
      [...texts].filter(([, content]) => content.includes(text)).map(([name]) => name);
    expect(Object.values(on.secrets).map((secret) => secret.length >= 16)).toEqual(
      Array.from({ length: 5 }, () => true),
    );
    for (const secret of Object.values(on.secrets)) expect(whereIs(secret)).toEqual([]);
    // The same look finds what is no secret.
    expect(whereIs('/steward/telegram/bot-token')).toEqual(
      expect.arrayContaining([
        'terraform.tfstate',
        'outputs.json',
        'terraform show',
        'terraform show of the plan',
      ]),
    );
  });

  it('lets nobody to the server who has not its key', async () => {
    const list = (headers: Record<string, string>) =>
      fetch(on.cloud.endpoint(), {
        method: 'POST',
        headers: { ...headers, 'x-amz-target': 'DynamoDB_20120810.ListTables' },
        body: '{}',
      });
    const signedBy = (key: string) => ({
      authorization: `AWS4-HMAC-SHA256 Credential=${key}/20261128/us-east-1/dynamodb/aws4_request`,
    });
    for (const headers of [
      {},
      signedBy('test'),
      signedBy(''),
      { 'x-api-key': on.cloud.accessKeyId() },
    ] as Record<string, string>[])
      expect((await list(headers)).status).toBe(403);
    expect((await fetch(`${on.cloud.endpoint()}/moto-api/data.json`)).status).toBe(403);
    expect((await list(signedBy(on.cloud.accessKeyId()))).status).toBe(200);
  });

  it('bears the default tags', async () => {
    const tags = await on.aws.tagsOf({
      bucket: on.cloud.output('s3_bucket_name'),
      table: on.cloud.output('dynamodb_table_name'),
      queueUrl: on.cloud.output('queue_url'),
    });
    const wanted = { Application: 'steward', Project: 'steward', ManagedBy: 'terraform' };
    for (const found of Object.values(tags)) expect(found).toMatchObject(wanted);
  });

  it('is destroyed without a trace', { timeout: 2 * STEP_MS }, async () => {
    const [endpoint, key] = [on.cloud.endpoint(), on.cloud.accessKeyId()];
    // Each listing knows the deployment while it is there.
    expect(await listLeftOver(endpoint, key, OURS)).toEqual(KINDS);
    // As docs/operations.md says: what seals is protected.
    await on.cloud.run('terraform', 'state', 'rm', 'module.secrets.aws_ssm_parameter.token_key');
    await on.cloud.run('terraform', 'destroy', '-auto-approve', '-no-color');
    expect((await on.cloud.run('terraform', 'state', 'list')).stdout.trim()).toBe('');
    expect(await listLeftOver(endpoint, key, OURS)).toEqual(['parameter']);
    await on.aws.removeParameter(TOKEN_KEY);
    expect(await listLeftOver(endpoint, key, OURS)).toEqual([]);
    await on.cloud.run('down');
    await expect(fetch(endpoint)).rejects.toThrow();
  });
});
