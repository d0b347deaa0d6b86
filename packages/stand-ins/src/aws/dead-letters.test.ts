import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DeadLetter, drainDeadLetters } from './dead-letters.ts';
import { createEventSourceMapping } from './event-source-mapping.ts';
import { createMemoryLog, openUpdateQueue, watchRequests } from './testing/update-queue.ts';

describe('dead letters', () => {
  let folder: string;
  let queue: Awaited<ReturnType<typeof openUpdateQueue>>;
  let drain: ReturnType<typeof drainDeadLetters> | undefined;
  let moved: DeadLetter[];
  const log = createMemoryLog();

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'steward-dead-letters-'));
    queue = await openUpdateQueue({ maxReceiveCount: 2, visibilityTimeoutSeconds: 1 });
    moved = [];
    log.lines.splice(0);
  });
  afterEach(async () => {
    await drain?.stop();
    await queue.close();
    await rm(folder, { recursive: true, force: true });
  });

  const start = (target: string) => {
    drain = drainDeadLetters({
      sqs: queue.sqs,
      deadLetterQueueUrl: queue.deadLetterQueueUrl,
      folder: target,
      onMoved: (letter) => void moved.push(letter),
      log,
    });
  };
  const sendDeadLetter = () =>
    queue.sqs.send(
      new SendMessageCommand({
        QueueUrl: queue.deadLetterQueueUrl,
        MessageBody: 'body',
        MessageGroupId: '42',
        MessageDeduplicationId: 'update-1',
      }),
    );

  it('are messages that failed as often as allowed, kept in a file while their chat goes on', async () => {
    const counts: string[] = [];
    const mapping = createEventSourceMapping({
      sqs: queue.sqs,
      queueUrl: queue.queueUrl,
      queueArn: queue.queueArn,
      handler: async ({ Records: [record] }) => {
        if (record?.body === 'good') return { batchItemFailures: [] };
        counts.push(record?.attributes.ApproximateReceiveCount ?? '');
        throw new Error('as the test wanted');
      },
      log: createMemoryLog(),
    });
    const target = join(folder, 'made', 'when-needed');
    start(target);
    mapping.start();
    await queue.send('42', 'poison', 'update-1');
    await queue.send('42', 'good', 'update-2');
    await mapping.drained();
    await expect.poll(() => moved.length).toBe(1);
    await mapping.stop();
    expect(counts).toEqual(['1', '2']);
    const [name = ''] = await readdir(target);
    const letter = JSON.parse(await readFile(join(target, name), 'utf8'));
    expect(letter).toEqual(moved[0]);
    expect(letter).toMatchObject({ groupId: '42', deduplicationId: 'update-1', body: 'poison' });
    expect(name).toBe(`${letter.sentAt.replaceAll(':', '')}-${letter.messageId}.json`);
    expect(name).toMatch(/^\d{4}-\d\d-\d\dT\d{6}\.\d{3}Z-[\da-f-]{36}\.json$/);
    expect(log.lines).toEqual(['A message became a dead letter']);
    expect(await queue.attributes(queue.deadLetterQueueUrl)).toMatchObject({
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
    });
  });

  it('stay in the queue when they cannot be written', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    start(file);
    await sendDeadLetter();
    await expect.poll(() => log.lines).toEqual(['Polling the queue failed']);
    expect(await queue.attributes(queue.deadLetterQueueUrl)).toMatchObject({
      ApproximateNumberOfMessagesNotVisible: '1',
    });
    expect(moved).toEqual([]);
  });

  it('have one file each, even when moving one was cut short', async () => {
    watchRequests(queue.sqs, 'DeleteMessageCommand', 1);
    await queue.close();
    queue = await openUpdateQueue();
    watchRequests(queue.sqs, 'DeleteMessageCommand', 1);
    start(folder);
    await sendDeadLetter();
    await expect.poll(() => log.lines).toEqual(['Polling the queue failed']);
    expect(await readdir(folder)).toHaveLength(1);
  });
});
