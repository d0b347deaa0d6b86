// What a file says of a conversation beside its messages goes with it, whatever happens to it and wherever that breaks off.
import { expect, test } from 'vitest';
import { type Bench, textMessage, USER } from '../../../test/bench.ts';
import { crashAtEveryWrite } from '../../../test/crash.ts';
import { quickBench, sessionsOf } from '../../../test/people.ts';

const FILE = { file_id: 'f', file_name: 'bees.json' };
const HEADER = { session_id: 'old', mood: 'calm' };

const canImport = async (bench: Bench) => {
  const conversation = [
    { role: 'user', content: 'Do bees sleep?', ts: 1 },
    { role: 'assistant', content: 'They do.', ts: 2 },
  ];
  bench.services.download = async () => Buffer.from(JSON.stringify({ ...HEADER, conversation }));
};

const imported = async (bench: Bench) => {
  await canImport(bench);
  await bench.send('', { text: undefined, document: FILE });
};

const archived = async (bench: Bench) => {
  await imported(bench);
  await bench.send('/archive 1');
};

const exportedHeader = async (bench: Bench): Promise<unknown> => {
  // An import that crashed may have used up a number.
  const [session] = await sessionsOf(bench);
  await bench.send(`/export ${session?.number}`);
  return JSON.parse(bench.documents.at(-1)?.text ?? '{}').imported_from;
};

const headers = (bench: Bench): string[] =>
  bench.stores
    .dump()
    .items.map(({ sk }) => sk)
    .filter((sk) => sk.startsWith('HEADER#'));

const command = (text: string) => ({ update_id: 900, message: textMessage(text, 800) });
const tap = (data: string) => ({
  update_id: 900,
  callback_query: { id: 't', from: USER, data, message: { ...textMessage('', 501), date: 1 } },
});

test('it is exported, also after turns, an archive and a restore', async () => {
  const bench = quickBench();
  await imported(bench);
  await bench.send('And wasps?');
  expect(await exportedHeader(bench)).toEqual(HEADER);
  await bench.send('/archive 1');
  expect(await exportedHeader(bench)).toEqual(HEADER);
  await bench.send('/restore 1');
  expect(await exportedHeader(bench)).toEqual(HEADER);
});

test.each([
  [
    'an import',
    canImport,
    { update_id: 900, message: { ...textMessage('', 800), text: undefined, document: FILE } },
  ],
  ['archiving', imported, command('/archive 1')],
  ['restoring', archived, command('/restore 1')],
])('%s keeps it at whatever write it crashes', async (_, prepare, update) => {
  await crashAtEveryWrite({
    prepare,
    update,
    async check(bench, writes) {
      expect(await exportedHeader(bench), `after ${writes} writes`).toEqual(HEADER);
      expect(headers(bench)).toHaveLength(1);
    },
  });
});

test.each([
  ['/delete', imported, `delete:1:${USER.id}`],
  ['/delete of an archive', archived, `delete:1:${USER.id}`],
  ['/forget', archived, `forget:now:${USER.id}`],
])('%s takes it away at whatever write it crashes', async (_, prepare, data) => {
  await crashAtEveryWrite({
    prepare,
    update: tap(data),
    async check(bench, writes) {
      expect(await sessionsOf(bench), `after ${writes} writes`).toEqual([]);
      expect(headers(bench), `after ${writes} writes`).toEqual([]);
    },
  });
});
