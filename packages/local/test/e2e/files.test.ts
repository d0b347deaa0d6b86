// Pastes and files: what goes in as one question, what comes out as a file, and what is refused.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startWorld, type World } from './world.ts';

vi.setConfig({ maxConcurrency: 20 });

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  const refused = world.refusedCalls();
  await world.close();
  expect(refused).toEqual([]);
});

const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

describe.concurrent('what a person pastes', { timeout: 300_000 }, () => {
  test('of twelve thousand characters is one question, whatever comes right behind it', async () => {
    world.ollama.when('PASTE', ['A long read.']);
    const ada = world.person('Ada');
    await ada.asks('/newsession 1', 'Session 1');
    const text = `PASTE ${'abcdefghij '.repeat(1_100)}END`;
    expect(ada.says(text)).toHaveLength(3);
    await ada.reads('A long read.');
    const asked = world.ollama.asked('PASTE');
    expect(asked).toHaveLength(1);
    expect(asked[0]?.question.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    await ada.asks('Was that too long?', 'You asked: Was that too long?');
    expect(ada.texts()).toHaveLength(3);
    const history = await ada.asks('/history', 'Was that too long?');
    expect(history.text?.match(/You ·/g)).toHaveLength(2);
  });

  test('of exactly one full message is answered as soon as nothing follows', async () => {
    const bob = world.person('Bob');
    await bob.asks('x'.repeat(4_096), /^You asked: x+/);
  });
});

describe.concurrent('a file', { timeout: 300_000 }, () => {
  test('that was exported is imported as a session of its own, with everything that was said', async () => {
    const cleo = world.person('Cleo');
    await cleo.asks('Name a lighthouse 🗼', 'You asked: Name a lighthouse 🗼');
    const exported = await cleo.asks('/export 1', 'Conversation 1');
    const file = world.emulator.file(exported.document?.file_id ?? '');
    if (!file) throw new Error('there is no file');
    const archive = JSON.parse(Buffer.from(file.bytes).toString('utf8'));
    expect(archive).toMatchObject({
      archive_version: '1.0',
      user_id: cleo.id,
      model_name: 'qwen3.5:2b',
      conversation: [
        { role: 'user', content: 'Name a lighthouse 🗼' },
        { role: 'assistant', content: 'You asked: Name a lighthouse 🗼' },
      ],
    });
    cleo.sends({ fileName: file.fileName, mimeType: file.mimeType, bytes: file.bytes });
    const imported = await cleo.reads(/Imported as session 2 .*2 messages/);
    await cleo.taps(imported, 'Continue it');
    await cleo.reads('is back with 2 messages');
    await cleo.asks('Another one?', 'You asked: Another one?');
    expect(
      world.ollama
        .asked('Another one?')[0]
        ?.messages.slice(1)
        .map(({ content }) => content),
    ).toEqual(['Name a lighthouse 🗼', 'You asked: Name a lighthouse 🗼', 'Another one?']);
  });

  test('of text is a question, together with its caption', async () => {
    const dora = world.person('Dora');
    const bytes = Buffer.from('The tide is high.');
    dora.sends({ fileName: 'notes.txt', mimeType: 'text/plain', bytes, caption: 'Summarise this:' });
    await dora.reads(/^You asked: (?=[\s\S]*Summarise this:)[\s\S]*The tide is high\./);
  });

  test('that cannot be used is refused with a sentence of its own', async () => {
    const eve = world.person('Eve');
    const files: [string, Uint8Array][] = [
      ['broken.json', Buffer.from('{"archive_version": ')],
      ['empty.json', json([])],
      [
        'role.json',
        json({ archive_version: '1.0', conversation: [{ role: 'wizard', content: 'x', ts: 1 }] }),
      ],
      ['picture.png', Buffer.from('PNG')],
      ['binary.txt', Buffer.from([0xff, 0xfe, 0x00])],
    ];
    const sentences = new Set<string>();
    for (const [fileName, bytes] of files) {
      eve.sends({ fileName, bytes });
      sentences.add((await eve.reads(/./)).text ?? '');
    }
    expect(sentences.size).toBe(files.length);
    await eve.asks('/listsessions', /no sessions/);
  });

  test('that is too large is refused before it is downloaded', async () => {
    const fay = world.person('Fay');
    const sent = fay.sends({ fileName: 'huge.json', bytes: json([]), fileSize: 21_000_000 });
    await fay.reads('20 MB');
    const asked = world.emulator.calls().filter(({ params }) => params.file_id === sent.document?.file_id);
    expect(asked).toEqual([]);
  });
});
