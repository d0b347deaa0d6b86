import { describe, expect, test } from 'vitest';
import { StewardError } from '../error.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { createMemoryStores } from '../testing/memory-stores.ts';
import { sampleMessage, sampleSession } from '../testing/samples.ts';
import { serializeArchive } from './archive.ts';
import { exportSession } from './export-session.ts';
import { readArchive } from './read-archive.ts';
import { archiveToMarkdown } from './to-markdown.ts';

const session = sampleSession({ modelName: 'gemma4:e4b', lastMessageAtMs: 1_700_000_001_000 });
const archivedAt = new Date('2026-11-21T08:00:00Z');

describe('format 1.0', () => {
  test('has its fields in their order, what we add behind them', () => {
    const full = { ...session, systemPrompt: 'Be brief', importedFrom: '{"session_id":"old"}' };
    const messages = [sampleMessage(0, { extra: '{"mood":"calm","role":"x"}' }), sampleMessage(1)];
    expect(serializeArchive(full, messages, archivedAt)).toBe(
      JSON.stringify({
        user_id: 1001,
        session_id: 's-1',
        model_name: 'gemma4:e4b',
        conversation: [
          { role: 'user', content: 'Message 0', ts: 1_700_000_000_000, mood: 'calm' },
          { role: 'assistant', content: 'Message 1', ts: 1_700_000_001_000 },
        ],
        original_sk: 'MODEL#llama3.2:3b#SESSION#s-1',
        last_message_ts: 1_700_000_001_000,
        archived_at: '2026-11-21T08:00:00.000Z',
        archive_version: '1.0',
        number: 1,
        title: 'New chat',
        system_prompt: 'Be brief',
        imported_from: { session_id: 'old' },
      }),
    );
  });

  test('what is kept beside it may be no JSON', () => {
    const messages = [sampleMessage(0, { extra: 'not JSON' })];
    const archive = JSON.parse(
      serializeArchive({ ...session, importedFrom: 'not JSON' }, messages, archivedAt),
    );
    expect(archive.imported_from).toBe('not JSON');
    expect(Object.keys(archive.conversation[0])).toEqual(['role', 'content', 'ts']);
  });

  test('is read with the fields of other writers', () => {
    const archive = {
      ...JSON.parse(serializeArchive(session, [sampleMessage(0)], archivedAt)),
      mood: 'calm',
    };
    expect(readArchive(JSON.stringify(archive))).toEqual(archive);
  });

  test.each([
    'secret',
    '[]',
    'null',
    '{}',
    '{"conversation":[5]}',
    '{"conversation":[{"role":"tool","content":"secret","ts":1}]}',
    '{"conversation":[{"role":"user","content":1,"ts":1}]}',
    '{"conversation":[{"role":"user","content":"secret","ts":"1"}]}',
  ])('%s is not an archive of ours', (body) => {
    const read = () => readArchive(body);
    expect(read).toThrow(expect.objectContaining({ code: 'archive-unreadable', retryable: false }));
    expect(read).not.toThrow(/secret/);
  });
});

describe('an export', () => {
  const setUp = async () => {
    const stores = createMemoryStores();
    await stores.messages.putMany(1001, 's-1', [sampleMessage(0), sampleMessage(1)]);
    return { ...stores, clock: createFakeClock(archivedAt.getTime()) };
  };

  test('of a live session is how it is now', async () => {
    const { json } = await exportSession(await setUp(), session);
    expect(json).toBe(serializeArchive(session, [sampleMessage(0), sampleMessage(1)], archivedAt));
  });

  test('of an archived session is the archive as it is stored', async () => {
    const deps = await setUp();
    const archivePath = await deps.archives.write(1001, 's-1', '{ "stored": true }');
    expect(await exportSession(deps, { ...session, archivePath })).toEqual({ json: '{ "stored": true }' });
  });

  test('of an archive that was lost says so', async () => {
    const lost = exportSession(await setUp(), { ...session, archivePath: 'archives/1001/s-1.json' });
    await expect(lost).rejects.toThrow(StewardError);
    await expect(lost).rejects.toMatchObject({ code: 'archive-missing', userMessage: expect.any(String) });
  });
});

describe('a conversation to read', () => {
  test('shows who said what and when', () => {
    const full = { ...session, title: 'Baking', systemPrompt: 'Be brief' };
    const archive = readArchive(serializeArchive(full, [sampleMessage(0), sampleMessage(1)], archivedAt));
    expect(archiveToMarkdown(archive)).toBe(`# Baking

Model: gemma4:e4b · Messages: 2 · Saved: 2026-11-21T08:00:00.000Z

## Instructions

Be brief

## You · 2023-11-14 22:13 UTC

Message 0

## Assistant · 2023-11-14 22:13 UTC

Message 1
`);
  });

  test('needs neither title nor a possible time', () => {
    const messages = [sampleMessage(0, { ts: 1e300, role: 'system' })];
    const markdown = archiveToMarkdown(
      readArchive(serializeArchive({ ...session, title: '' }, messages, archivedAt)),
    );
    expect(markdown).toMatch(/^# Conversation\n/);
    expect(markdown).toContain('## Instructions · ?\n');
  });
});
