import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDocx, makePdf, paragraph } from '../../test/make-documents.ts';
import { READER_LIMITS, type ReaderDependencies, readDocument } from './start-reader.ts';

const NEVER = new AbortController().signal;
/** A process that starts on a busy machine is none that hangs. */
const PATIENT = { ...READER_LIMITS, timeoutMs: 100_000 };
const read = (bytes: Uint8Array, dependencies: ReaderDependencies = {}) =>
  readDocument(bytes, NEVER, { limits: PATIENT, ...dependencies });

describe('a document', () => {
  it('is read page by page, 30 pages as well as one', async () => {
    const pages = Array.from(
      { length: 30 },
      (_, index) => `Chapter ${index + 1}\nWord of it: amber${index + 1}`,
    );
    expect(await read(makePdf(pages))).toEqual({ pages, of: 30 });
  });

  it('of Word is read in the order of its paragraphs, with tables, notes and what entities stand for', async () => {
    const table = `<w:tbl><w:tr><w:tc>${paragraph('Rent')}</w:tc><w:tc>${paragraph('700 &#8364;')}</w:tc></w:tr></w:tbl>`;
    const twice = `<mc:AlternateContent><mc:Choice>${paragraph('box')}</mc:Choice><mc:Fallback>${paragraph('box')}</mc:Fallback></mc:AlternateContent>`;
    const removed = '<w:p><w:r><w:delText>gone</w:delText></w:r></w:p>';
    const docx = makeDocx(paragraph('Q &amp; A &lt;1&gt;') + table + twice + removed, {
      'word/footnotes.xml': strToU8(`<w:footnotes>${paragraph('A note')}</w:footnotes>`),
    });
    expect(await read(docx)).toEqual({ pages: ['Q & A <1>\nRent\t700 €\n\nbox\n\nA note'], of: 1 });
  });

  it('of Word is cut between paragraphs, at about three thousand characters', async () => {
    const long = Array.from({ length: 100 }, (_, index) =>
      paragraph(`Paragraph ${index} ${'word '.repeat(20)}`),
    );
    const reading = await read(makeDocx(long.join('')));
    if (!('pages' in reading)) throw new Error('unread');
    expect(reading.of).toBe(4);
    for (const page of reading.pages) {
      expect(page.length).toBeLessThanOrEqual(3_000);
      expect(page).toMatch(/^Paragraph/);
    }
  });
});

it('says everything, also what is more than a pipe holds', async () => {
  const text = Array.from({ length: 20_000 }, (_, index) => paragraph(`Paragraph ${index} of a long one`));
  const reading = await read(makeDocx(text.join('')));
  expect(reading).toMatchObject({ of: 197, pages: { length: 197 } });
  expect('pages' in reading && reading.pages.at(-1)).toMatch(/Paragraph 19999 of a long one$/);
});

describe('what cannot be read', () => {
  const locked =
    '/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <' +
    '41'.repeat(32) +
    '> /U <' +
    '42'.repeat(32) +
    '> >> /ID [<00> <00>]';
  it.each<[string, Uint8Array, object]>([
    ['a PDF with a password', makePdf(['secret'], { trailer: locked }), { fault: 'locked' }],
    [
      'what Word keeps with a password',
      Buffer.from(`d0cf11e0a1b11ae1${'00'.repeat(600)}`, 'hex'),
      { fault: 'locked' },
    ],
    ['a scan', makePdf(['', '', '']), { fault: 'no-text', of: 3 }],
    ['a text', Buffer.from('Dear Sir'), { fault: 'not-a-document' }],
    ['nothing at all', Buffer.alloc(0), { fault: 'not-a-document' }],
    ['another zip', zipSync({ 'a.txt': strToU8('a') }), { fault: 'not-a-document' }],
    ['half a zip', makeDocx(paragraph('a')).subarray(0, 120), { fault: 'damaged' }],
    ['only the head of a PDF', Buffer.from('%PDF-1.7\n'), { fault: 'damaged' }],
    [
      'a PDF of noise',
      Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(100_000, 0xa7)]),
      { fault: 'damaged' },
    ],
    ['an empty .docx', makeDocx(''), { fault: 'no-text' }],
    ['a .docx that unpacks to 60 MB', makeDocx(paragraph('a'.repeat(60_000_000))), { fault: 'too-large' }],
  ])('is told by its kind: %s', async (_, bytes, fault) => {
    expect(await read(bytes)).toMatchObject(fault);
  });

  it('does not grow: entities that name entities stay what they are', async () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>';
    const docx = zipSync({
      'word/document.xml': strToU8(`${bomb}<w:document>${paragraph('Text &b;')}</w:document>`),
    });
    expect(await read(docx)).toEqual({ pages: ['Text &b;'], of: 1 });
  });

  it('is read as far as it is whole: a table of contents that lies, pages that name themselves', async () => {
    const text = makePdf(['First', 'Second']).toString('latin1');
    const lying = Buffer.from(text.replace(/startxref\n\d+/, 'startxref\n7'), 'latin1');
    expect(await read(lying)).toEqual({ pages: ['First', 'Second'], of: 2 });
    const loop = Buffer.from(text.replace('/Kids [4 0 R 6 0 R]', '/Kids [4 0 R 2 0 R]'), 'latin1');
    expect(await read(loop)).toMatchObject({ pages: ['First', ''] });
  });

  it('ends at its limits: of time, of memory, and of what it says', async () => {
    const many = makePdf(
      Array.from({ length: 300 }, (_, index) => `Page ${index + 1}\n${'a long line of it\n'.repeat(30)}`),
    );
    expect(await read(many, { limits: { ...READER_LIMITS, timeoutMs: 1 } })).toEqual({ fault: 'too-hard' });
    expect(await read(many, { limits: { ...PATIENT, rssBytes: 1 } })).toEqual({ fault: 'too-hard' });
    const part = await read(many, { limits: { ...PATIENT, outputBytes: 70_000 } });
    if (!('pages' in part)) throw new Error('unread');
    expect(part.of).toBe(300);
    expect(part.pages[0]).toMatch(/^Page 1\na long/);
    expect(part.pages.length).toBeLessThan(300);
  });

  it.each([
    ['does not know the flags', '#!/bin/sh\nexit 9\n'],
    ['is not there', undefined],
  ])('is not tried where Node.js %s', async (_, script) => {
    const folder = await mkdtemp(join(tmpdir(), 'node-'));
    const node = join(folder, 'node');
    if (script !== undefined) await writeFile(node, script, { mode: 0o755 });
    expect(await read(makePdf(['a']), { node })).toEqual({ fault: 'unavailable' });
    await rm(folder, { recursive: true });
  });

  it('is let go when the work is', async () => {
    const gone = new AbortController();
    const reading = readDocument(makePdf(['a']), gone.signal);
    gone.abort(new Error('lease lost'));
    await expect(reading).rejects.toThrow('lease lost');
  });
});

describe('what reads', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reader-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** Runs code in the reader's place, with what the reader is given. */
  const inItsPlace = async (code: string) => {
    const path = join(folder, 'probe.mjs');
    const noNetwork = fileURLToPath(new URL('./no-network.ts', import.meta.url));
    await writeFile(
      path,
      `import { closeNetwork } from ${JSON.stringify(noNetwork)};\ncloseNetwork();\nconst tell = (text) => console.log(JSON.stringify({ of: 1 }) + '\\n' + JSON.stringify({ text: String(text) }));\n${code}`,
    );
    const reading = await read(Buffer.from('x'), { program: { path, readable: [path, noNetwork] } });
    return 'pages' in reading ? reading.pages[0] : reading.fault;
  };
  const tried = (code: string) =>
    inItsPlace(
      `try { tell('has ' + await (async () => { ${code} })()); } catch (error) { tell(error.code ?? error.message); }`,
    );

  it('has no environment', async () => {
    process.env.STEWARD_PROBE = 'secret';
    expect(await inItsPlace(`tell(Object.keys(process.env).length + ' names')`)).toBe('0 names');
    expect(
      await tried(`return (await import('node:fs')).readFileSync('/proc/' + process.ppid + '/environ')`),
    ).toBe('ERR_ACCESS_DENIED');
    delete process.env.STEWARD_PROBE;
  });

  /** What each line of code ends with. */
  const all = async (lines: string[]) => {
    const tries = lines.map((line) => `async () => { ${line} }`).join(',');
    const told = await inItsPlace(
      `const said = []; for (const run of [${tries}]) said.push(await run().then((value) => 'has ' + value, (error) => error.code ?? error.message)); tell(said.join('\\n'));`,
    );
    return told?.split('\n');
  };

  it('has no other file, no place to write, no process and no thread', async () => {
    const told = await all([
      `return (await import('node:fs')).readFileSync('/etc/passwd')`,
      `return (await import('node:fs')).readdirSync(import.meta.dirname)`,
      `return (await import('node:fs')).writeFileSync(import.meta.filename + '.new', '')`,
      `return (await import('node:child_process')).execSync('id')`,
      `return new (await import('node:worker_threads')).Worker('', { eval: true })`,
    ]);
    expect(told).toEqual(Array(5).fill('ERR_ACCESS_DENIED'));
  });

  it('has no network by any of Node’s ways', async () => {
    const told = await all([
      `return await fetch('http://127.0.0.1:1')`,
      `return (await import('node:net')).connect(1)`,
      `return (await import('node:http')).get('http://127.0.0.1:1')`,
      `return (await import('node:dgram')).createSocket('udp4')`,
      `return (await import('node:dns')).lookup('localhost', () => {})`,
    ]);
    expect(told).toEqual([
      'fetch is not a function',
      ...Array(4).fill('The reader of documents has no network'),
    ]);
  });

  it('makes no code of text', async () => {
    expect(await tried(`return new Function('return 1')()`)).toContain(
      'Code generation from strings disallowed',
    );
  });
});
