// What a reading does for each kind of connection, and where new things go from the first one on.
import { ConnectorError } from '@steward/connectors/notes';
import { type Connection, StewardError } from '@steward/core';
import { createFakeClock, createMemoryStores, sampleConnection } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { createReadConnection } from './read-connection.ts';

const NOW = 1_800_000_000_000;

const open = () => {
  const { connections } = createMemoryStores();
  const script = {
    calendars: [] as Connection['calendars'],
    databases: async () => [{ id: 'd', name: 'Notes' }],
    test: async () => {},
  };
  const read = createReadConnection({
    connections,
    clock: createFakeClock(NOW),
    calendars: {
      read: async ({ owner, id }) => {
        const now = await connections.get(owner, id);
        if (now) await connections.note(now, { calendars: script.calendars, lastReadAtMs: NOW });
      },
    },
    notes: { databases: () => script.databases(), test: () => script.test() },
  });
  return {
    ...{ connections, script },
    async reading(changes: Partial<Connection>): Promise<Connection | undefined> {
      const { target: _target, ...sample } = sampleConnection({ calendars: [] });
      const connection = { ...sample, ...changes };
      await connections.put(connection);
      await read(connection);
      return await connections.get(connection.owner, connection.id);
    },
  };
};

const calendar = (id: string, isWritable = true) => ({ id, name: id, isBusy: true, isWritable });

test('new events go to the calendar that is named as the account, until the person says otherwise', async () => {
  const { script, reading, connections } = open();
  script.calendars = [calendar('holidays', false), calendar('team'), calendar('ada@example.com')];
  expect(await reading({})).toMatchObject({ target: 'ada@example.com', targetChosenAtMs: NOW });
  // Another account writes nothing; nor does this one again once the person said so.
  expect((await reading({ id: 'second' }))?.target).toBeUndefined();
  await connections.choose(1001, 'c-1', { calendars: script.calendars });
  expect((await reading({ lastReadAtMs: 1 }))?.target).toBeUndefined();
  const alone = open();
  alone.script.calendars = [calendar('holidays', false), calendar('team')];
  expect((await alone.reading({}))?.target).toBe('team');
  alone.script.calendars = [calendar('holidays', false)];
  expect((await open().reading({}))?.target).toBeUndefined();
});

test('of Notion the databases are read, and the only one takes the notes', async () => {
  const { script, reading } = open();
  const notion = { id: 'n', provider: 'notion' } as const;
  expect(await reading(notion)).toMatchObject({
    calendars: [{ id: 'd', name: 'Notes', isBusy: false, isWritable: true }],
    ...{ target: 'd', lastReadAtMs: NOW },
  });
  const several = open();
  several.script.databases = async () => ['a', 'b'].map((id) => ({ id, name: id }));
  expect((await several.reading(notion))?.target).toBeUndefined();
  script.test = async () => {
    throw new ConnectorError('gone');
  };
  const known = { ...notion, calendars: [calendar('d')], target: 'd', lastReadAtMs: 5 };
  expect(await reading(known)).toMatchObject({ ...known, fault: 'gone' });
});

test('what the operator has taken away is said; what the table does is not of a provider', async () => {
  const { script, reading } = open();
  script.databases = async () => {
    throw new StewardError('provider-off', 'Notion is not configured');
  };
  expect(await reading({ provider: 'notion' })).toMatchObject({ fault: 'provider-off' });
  script.databases = async () => {
    throw new StewardError('storage-unavailable', 'down', { retryable: true });
  };
  await expect(reading({ provider: 'notion' })).rejects.toMatchObject({ code: 'storage-unavailable' });
});

test('a Shortcut comes by itself, and what is gone meanwhile stays gone', async () => {
  const { script, reading, connections } = open();
  const before = await reading({ provider: 'apple-notes' });
  expect(before?.lastReadAtMs).toBeUndefined();
  script.databases = async () => {
    await connections.remove(1001, 'n');
    return [];
  };
  expect(await reading({ id: 'n', provider: 'notion' })).toBeUndefined();
});
