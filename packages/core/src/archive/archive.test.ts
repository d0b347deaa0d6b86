import { describe, expect, test } from 'vitest';
import { StewardError } from '../error.ts';
import { sealText } from '../json/seal.ts';
import type { Attachment } from '../session/attachment.ts';
import type { Message } from '../session/message.ts';
import type { Session } from '../session/session.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { bodyText, textBody } from '../testing/memory-bodies.ts';
import { createMemoryStores } from '../testing/memory-stores.ts';
import { sampleAttachments, sampleMessage, sampleSession } from '../testing/samples.ts';
import { type ArchivedMessage, archiveBody, attachmentsOf, extraOf } from './archive.ts';
import { exportMarkdown, exportSession } from './export-session.ts';
import { readHeader, readMessages } from './read-archive.ts';
import { markdownOf } from './to-markdown.ts';

const session = sampleSession({ modelName: 'gemma4:e4b', lastMessageAtMs: 1_700_000_001_000 });
const archivedAt = new Date('2026-11-21T08:00:00Z');

const archiveOf = (of: Session, messages: Message[], importedFrom?: string): Promise<string> =>
  bodyText(archiveBody({ session: of, importedFrom, messages: listed(messages) }, archivedAt));

async function* listed<T>(items: T[]): AsyncGenerator<T> {
  yield* items;
}

const messagesIn = async (body: string): Promise<ArchivedMessage[]> => {
  const messages: ArchivedMessage[] = [];
  for await (const message of readMessages(textBody(body))) messages.push(message);
  return messages;
};

describe('format 1.0', () => {
  test('has its fields in their order, what we add behind them', async () => {
    const full = { ...session, systemPrompt: 'Be brief' };
    const messages = [sampleMessage(0, { extra: '{"mood":"calm","role":"x"}' }), sampleMessage(1)];
    expect(await archiveOf(full, messages, '{"session_id":"old"}')).toBe(
      sealText(
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
      ),
    );
  });

  test('names who asked; another writer’s field of that name stays what it is', async () => {
    const body = await archiveOf(session, [
      sampleMessage(0, { speaker: 'Bob', extra: '{"name":"x","mood":"calm"}' }),
      sampleMessage(2, { extra: '{"name":7}' }),
    ]);
    const [asked, foreign] = await messagesIn(body);
    expect(asked).toMatchObject({ name: 'Bob', mood: 'calm' });
    expect([asked && extraOf(asked), foreign && extraOf(foreign)]).toEqual(['{"mood":"calm"}', '{"name":7}']);
    const header = await readHeader(textBody(body));
    const shown = await bodyText(markdownOf(header, listed([asked, foreign] as ArchivedMessage[])));
    expect(shown).toContain('## Bob · ');
    expect(shown).toContain('## You · ');
  });

  test('tells what came with a message, by names of its own', async () => {
    const [archived] = await messagesIn(
      await archiveOf(session, [
        sampleMessage(0, { attachments: sampleAttachments(), extra: '{"mood":"calm"}' }),
      ]),
    );
    expect(archived).toMatchObject({
      attachments: [
        {
          kind: 'picture',
          file_id: 'AgAC',
          file_unique_id: 'AQAD',
          bot_id: 7_000_001,
          media_type: 'image/jpeg',
        },
        { kind: 'document', name: 'Bericht (1).pdf', pages: 30, key: 'u77' },
      ],
    });
    expect(archived && attachmentsOf(archived)).toEqual(sampleAttachments());
    expect(archived && extraOf(archived)).toBe('{"mood":"calm"}');
  });

  const picture = { kind: 'picture', file_id: 'A', bot_id: 1, media_type: 'image/png' };
  test.each([
    ['no list', picture],
    ['an empty list', []],
    ['files of another program', [{ file_name: 'a.png' }]],
    ['texts', ['a.png']],
    ['lists', [[picture]]],
    ['nothing', [null]],
    ['fields that are nothing', [{ ...picture, width: null }]],
    ['fields with fields', [{ kind: 'sound', of: { a: 1 } }]],
    ['a number no table keeps', [{ kind: 'sound', seconds: 1e300 }]],
    ['a name no table keeps', [{ kind: 'sound', '': 1 }]],
    ['half a character', [{ kind: 'sound', title: '\ud83d' }]],
    ['a picture without a file', [{ kind: 'picture', bot_id: 1, media_type: 'image/png' }]],
    ['a picture of a kind that is never sent', [{ ...picture, media_type: 'image/webp' }]],
    ['a document of somebody else', [{ kind: 'document', name: 'a', pages: 1, key: '1002/u7' }]],
    ['pages that are no text', [{ kind: 'document', name: 'a', pages: 1, key: 'u7', read: 7 }]],
    ['more than come with a message', Array(21).fill(picture)],
  ])('%s as attachments stay what another writer wrote', async (_, attachments) => {
    const body = JSON.stringify({ conversation: [{ role: 'user', content: 'x', ts: 1, attachments }] });
    const [foreign] = await messagesIn(body);
    expect(foreign && attachmentsOf(foreign)).toBeUndefined();
    expect(JSON.parse((foreign && extraOf(foreign)) ?? '')).toEqual({ attachments });
  });

  test('may hold no message at all', async () => {
    const body = await archiveOf(session, []);
    expect(JSON.parse(body).conversation).toEqual([]);
    expect(await readHeader(textBody(body))).toMatchObject({ session_id: 's-1', messageCount: 0 });
  });

  test('of many messages comes in pieces, never whole', async () => {
    const messages = Array.from({ length: 300 }, (_, n) => sampleMessage(n, { content: 'é'.repeat(1_000) }));
    const pieces: Uint8Array[] = [];
    const source = { session, importedFrom: undefined, messages: listed(messages) };
    for await (const piece of archiveBody(source, archivedAt)) pieces.push(piece);
    expect(pieces.length).toBeGreaterThan(3);
    expect(JSON.parse(Buffer.concat(pieces).toString()).conversation).toHaveLength(300);
  });

  test('what is kept beside it may be no JSON', async () => {
    const messages = [sampleMessage(0, { extra: 'not JSON' })];
    const archive = JSON.parse(await archiveOf(session, messages, 'not JSON'));
    expect(archive.imported_from).toBe('not JSON');
    expect(Object.keys(archive.conversation[0])).toEqual(['role', 'content', 'ts']);
  });

  test('is read with the fields of other writers', async () => {
    const archive = { ...JSON.parse(await archiveOf(session, [sampleMessage(0)])), mood: 'calm' };
    const { conversation, ...header } = archive;
    conversation[0].mood = 'merry';
    expect(await readHeader(textBody(JSON.stringify(archive)))).toEqual({ ...header, messageCount: 1 });
    expect(await messagesIn(JSON.stringify(archive, undefined, 2))).toEqual(conversation);
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
    '{"conversation":{"secret":1}}',
    '{"conversation":[],"conversation":5}',
    '{"conversation":[]',
    `{"conversation":[],"secret":${'['.repeat(2_000)}`,
    `{"conversation":[],"secret":"${'x'.repeat(4_000_001)}"}`,
  ])('%.60s is not an archive of ours', async (body) => {
    const reading = readHeader(textBody(body, 100_000));
    await expect(reading).rejects.toMatchObject({ code: 'archive-unreadable', retryable: false });
    await expect(reading).rejects.not.toThrow(/secret/);
  });

  test('a store that fails while it is read is no damaged archive', async () => {
    const broken = async function* () {
      yield Buffer.from('{"conversation":[');
      throw new StewardError('storage-unavailable', 'x', { retryable: true });
    };
    await expect(readHeader(broken())).rejects.toMatchObject({ code: 'storage-unavailable' });
  });
});

describe('an export', () => {
  const setUp = async () => {
    const stores = createMemoryStores();
    await stores.messages.putMany(1001, 's-1', [sampleMessage(0), sampleMessage(1)]);
    return { ...stores, clock: createFakeClock(archivedAt.getTime()) };
  };

  test('of a live session is how it is now', async () => {
    const json = await bodyText(await exportSession(await setUp(), session));
    expect(json).toBe(await archiveOf(session, [sampleMessage(0), sampleMessage(1)]));
  });

  test('of an imported session holds the header it came with', async () => {
    const deps = await setUp();
    await deps.sessions.create(session, '{"session_id":"old"}');
    const json = await bodyText(await exportSession(deps, session));
    expect(JSON.parse(json).imported_from).toEqual({ session_id: 'old' });
  });

  test('of an archived session is the archive as it is stored', async () => {
    const deps = await setUp();
    const archivePath = await deps.archives.write(
      1001,
      's-1',
      textBody('{ "stored": 1, "conversation": [] }'),
    );
    const json = await bodyText(await exportSession(deps, { ...session, archivePath }));
    expect(json).toBe('{ "stored": 1, "conversation": [] }');
  });

  test('of an archive that was cut off gives nothing away as whole', async () => {
    const deps = await setUp();
    const body = await archiveOf(session, [sampleMessage(0)]);
    const archivePath = await deps.archives.write(1001, 's-1', textBody(body.slice(0, -90)));
    await expect(exportSession(deps, { ...session, archivePath })).rejects.toMatchObject({
      code: 'archive-unreadable',
      userMessage: expect.stringContaining('is damaged'),
    });
  });

  test('of an archive that was lost says so', async () => {
    const lost = exportSession(await setUp(), { ...session, archivePath: 'archives/1001/s-1.json' });
    await expect(lost).rejects.toThrow(StewardError);
    await expect(lost).rejects.toMatchObject({ code: 'archive-missing', userMessage: expect.any(String) });
  });
});

describe('a conversation to read', () => {
  const markdownOf = async (of: Session, messages: Message[]): Promise<string> => {
    const stores = createMemoryStores();
    const archivePath = await stores.archives.write(1001, 's-1', textBody(await archiveOf(of, messages)));
    const deps = { ...stores, clock: createFakeClock() };
    return await bodyText(await exportMarkdown(deps, { ...of, archivePath }));
  };

  test('shows who said what and when', async () => {
    const full = { ...session, title: 'Baking', systemPrompt: 'Be brief' };
    expect(await markdownOf(full, [sampleMessage(0), sampleMessage(1)])).toBe(`# Baking

Model: gemma4:e4b · Messages: 2 · Saved: 2026-11-21T08:00:00.000Z

## Instructions

Be brief

## You · 2023-11-14 22:13 UTC

Message 0

## Assistant · 2023-11-14 22:13 UTC

Message 1
`);
  });

  test('is as long as its head says, also when more is said before it is read', async () => {
    const deps = { ...createMemoryStores(), clock: createFakeClock() };
    await deps.messages.putMany(1001, 's-1', [sampleMessage(0), sampleMessage(1)]);
    const body = await exportMarkdown(deps, session);
    await deps.messages.put(1001, 's-1', sampleMessage(2));
    const markdown = await bodyText(body);
    expect(markdown).toContain('Messages: 2 ·');
    expect(markdown.match(/^Message \d$/gm)).toEqual(['Message 0', 'Message 1']);
  });

  test('ends what was left open in a message with it', async () => {
    const messages = [sampleMessage(0, { content: '~~~\nlog' }), sampleMessage(1, { content: '```js\nx' })];
    const markdown = await markdownOf({ ...session, systemPrompt: '```\ny' }, messages);
    for (const closed of ['```\ny\n```\n', '~~~\nlog\n~~~\n', '```js\nx\n```\n'])
      expect(markdown).toContain(`\n\n${closed}`);
  });

  test('names what came with a message, also what a newer version knows', async () => {
    const newer = { kind: 'sound' } as unknown as Attachment;
    const shown = await markdownOf(session, [
      sampleMessage(0, { attachments: [...sampleAttachments(), newer] }),
    ]);
    expect(shown).toContain('\n\nMessage 0\n\n[picture] [document: Bericht (1).pdf] [attachment]\n');
  });

  test('of nothing has a head alone', async () => {
    expect(await markdownOf(session, [])).toMatch(/^# New chat\n\n.*Messages: 0 .*\n$/);
  });

  test('needs neither title nor a possible time', async () => {
    const messages = [sampleMessage(0, { ts: 1e300, role: 'system' })];
    const markdown = await markdownOf({ ...session, title: '' }, messages);
    expect(markdown).toMatch(/^# Conversation\n/);
    expect(markdown).toContain('## Instructions · ?\n');
  });
});
