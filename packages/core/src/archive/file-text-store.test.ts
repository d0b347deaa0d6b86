import { expect, test } from 'vitest';
import { textBody } from '../testing/memory-bodies.ts';
import { createMemoryStores } from '../testing/memory-stores.ts';
import { readFileText, writeFileText } from './file-text-store.ts';

const TEXT = { name: 'Bericht (1).pdf', pages: ['Grüße', ''], of: 80, readAtMs: 1_700_000_000_000 };

test('the text of a document reads back page by page', async () => {
  const { files, dump } = createMemoryStores();
  await writeFileText(files, { owner: -7, key: 'u5' }, TEXT);
  expect(Object.keys(dump().archives)).toEqual(['files/-7/u5.json']);
  expect(await readFileText(files, -7, 'u5')).toEqual(TEXT);
  expect(await readFileText(files, 7, 'u5')).toBeUndefined();
});

test('one of another writer that says less is read as far as it goes', async () => {
  const { files } = createMemoryStores();
  await files.write(1, 'u5', textBody('{"name":"a.pdf","pages":["x"]}'));
  expect(await readFileText(files, 1, 'u5')).toMatchObject({ name: 'a.pdf', pages: ['x'], of: 1 });
});

test.each(['{"pages":["x"', '[]', '{}', '{"pages":[1]}'])('what is damaged is no text: %s', async (body) => {
  const { files } = createMemoryStores();
  await files.write(1, 'u5', textBody(body));
  expect(await readFileText(files, 1, 'u5')).toBeUndefined();
});
