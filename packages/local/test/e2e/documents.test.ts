// PDF and Word documents through the running product: a real reader process, a real store, a window of 8k.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDocx, makePdf, paragraph } from '@steward/handler/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filesWith } from '../grep.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({
    environment: { MODELS: JSON.stringify([{ name: 'qwen3.5:2b', contextLength: 8_192 }]) },
  });
  world.ollama.when('<document', ['An answer.']);
});
afterAll(async () => {
  const refused = world.refusedCalls();
  await world.close();
  expect(refused).toEqual([]);
});

/** 30 pages, 41,000 tokens of text and more: each has a word of its own. */
const PAGES = Array.from({ length: 30 }, (_, index) =>
  [
    `Chapter ${index + 1}. Its password is amber${index + 1}.`,
    ...Array(60).fill('The council met and it was so decided by all who were there.'),
  ].join('\n'),
);
const REPORT = { fileName: 'report.pdf', mimeType: 'application/pdf', bytes: makePdf(PAGES) };

const promptOf = (question: string): string =>
  world.ollama.asked(question).at(-1)?.messages.at(-1)?.content ?? '';

describe.concurrent('a document', { timeout: 300_000 }, () => {
  test('of thirty pages is answered about from its first and its last page, also at the next question', async () => {
    const ada = world.person('Ada');
    ada.sends({ ...REPORT, caption: 'ADA1 What is the password of chapter 30?' });
    await ada.reads('Read report.pdf: 30 pages.');
    await ada.reads(/report\.pdf: pages? .*30 of 30/);
    expect(promptOf('ADA1')).toContain('amber30.');
    await ada.asks('ADA2 And of page 1?', /report\.pdf: pages? 1.* of 30/);
    expect(promptOf('ADA2')).toContain('amber1.');
    await ada.asks('ADA3 Which one is amber17?', /report\.pdf: pages? .*17.* of 30/);
    for (const asked of ['ADA1', 'ADA2', 'ADA3']) {
      const size = JSON.stringify(world.ollama.asked(asked).at(-1)?.messages).length;
      expect(size / 4, asked).toBeLessThan(8_192 * 0.75);
      expect(size, asked).toBeGreaterThan(3_000);
    }
    const folder = join(world.dataDir, 'files', String(ada.id));
    const [file = ''] = await readdir(folder);
    expect(JSON.parse(await readFile(join(folder, file), 'utf8'))).toMatchObject({
      name: 'report.pdf',
      of: 30,
    });
    await ada.asks('/forget', 'Delete all data?');
    await ada.taps(await ada.reads('Delete all data?'), 'Yes');
    await ada.taps(await ada.reads('Really everything?'), 'Delete all now');
    await ada.reads('All data is deleted.');
    expect(
      (await filesWith(world.dataDir, 'amber17')).filter((path) => !path.includes('/telegram/')),
    ).toEqual([]);
  });

  test('of Word is read, and waits for the question', async () => {
    const bob = world.person('Bob');
    const bytes = makeDocx(paragraph('The rent is 700 &#8364;.'));
    bob.sends({ fileName: 'lease.docx', bytes });
    await bob.reads('📄 Read lease.docx: 1 page. Ask about it.');
    await bob.asks('BOB1 How much is the rent?', 'lease.docx: all of it');
    expect(promptOf('BOB1')).toContain('The rent is 700 €.');
  });

  test('that cannot be read is told, each in its own words', async () => {
    const cleo = world.person('Cleo');
    const files: [string, Uint8Array, RegExp][] = [
      ['scan.pdf', makePdf(['', '']), /its 2 pages are pictures/],
      ['letter.pdf', Buffer.from('Dear Sir'), /neither a PDF nor a Word document/],
      ['half.docx', makeDocx(paragraph('x')).subarray(0, 100), /damaged/],
    ];
    for (const [fileName, bytes, told] of files) {
      cleo.sends({ fileName, bytes, caption: 'What is it?' });
      await cleo.reads(told);
    }
    expect(world.ollama.asked('What is it?')).toEqual([]);
    const sent = cleo.sends({ fileName: 'huge.pdf', bytes: REPORT.bytes, fileSize: 21_000_000 });
    await cleo.reads('20 MB');
    const calls = world.emulator.calls().filter(({ params }) => params.file_id === sent.document?.file_id);
    expect(calls).toEqual([]);
  });
});
