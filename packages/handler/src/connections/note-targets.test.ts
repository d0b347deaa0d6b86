// Where notes go: what was chosen last of what is connected, at a Notion that renews its tokens, else Steward's own place.
import { createGuardedFetch, createOAuthClient, notionProvider, providerAt } from '@steward/connectors/oauth';
import { NOTE_DRAFT, noteTargetContract } from '@steward/connectors/testing';
import { type Connection, systemClock } from '@steward/core';
import { createMemoryStores, sampleConnection } from '@steward/core/testing';
import { type FakeNotion, giveConsent, startFakeNotion } from '@steward/stand-ins/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentMeter } from '../observability/metrics.ts';
import { createNoteTargets } from './note-targets.ts';
import { createOwnNotes } from './own-notes.ts';
import type { Providers } from './providers.ts';
import { createSeal } from './seal-tokens.ts';

const OWNER = 1001;
const ada = 'ada@example.com';
const redirectUri = 'http://localhost/back';
const client = { id: 'id', secret: 'secret', redirectUris: [redirectUri] };
const seal = createSeal(new Map([[1, Buffer.alloc(32, 1)]]));

describe.each([undefined, 'apple-notes'] as const)('notes that wait for %s', (waitsFor) => {
  noteTargetContract(async () => {
    const { notes } = createMemoryStores();
    const all = async () => (await notes.list(OWNER, 1_000)).reverse();
    return {
      target: createOwnNotes({ notes, owner: OWNER, ...(waitsFor && { waitsFor }) }),
      notes: async () =>
        (await all()).map(({ title, text }) => ({ ...(title !== undefined && { title }), text })),
      removeAll: async () => {
        for (const note of await all()) await notes.remove(note);
      },
      close: async () => {},
    };
  });
});

describe('where a note goes', () => {
  let fake: FakeNotion;
  let providers: Providers;
  let notion: Connection;
  beforeAll(async () => {
    fake = await startFakeNotion({ client });
    const fetch = createGuardedFetch({ allowedHosts: [new URL(fake.url).host] });
    const oauth = createOAuthClient({
      provider: providerAt(notionProvider, fake.url),
      ...{ clientId: client.id, clientSecret: client.secret, fetch },
    });
    providers = {
      ...{ offers: async () => [], allows: async () => false },
      oauth: async () => oauth,
      originOf: () => fake.url,
      fetch: async () => fetch,
    };
    const back = await giveConsent(oauth.authorizeUrl({ state: 's', verifier: 'v', redirectUri }));
    const code = back.searchParams.get('code') ?? '';
    const grant = await oauth.exchange({ code, verifier: 'v', redirectUri });
    const database = fake.databases(ada)[0]?.id ?? '';
    const { accessEndsAtMs: _, ...sample } = sampleConnection({ id: 'n-1', provider: 'notion' });
    const place = (field: string) => ({ owner: OWNER, provider: 'notion', connection: 'n-1', field });
    notion = {
      ...sample,
      ...{ target: database, targetChosenAtMs: 5 },
      calendars: [{ id: database, name: 'Notes', isBusy: false }],
      sealed: {
        accessToken: seal.seal(grant.accessToken, place('accessToken')),
        refreshToken: seal.seal(grant.refreshToken ?? '', place('refreshToken')),
      },
    };
  });
  afterAll(() => fake.close());

  const setUp = async (...all: Connection[]) => {
    const { connections, notes } = createMemoryStores();
    for (const connection of all) await connections.put(connection);
    const targets = createNoteTargets({
      ...{ connections, notes, providers, clock: systemClock, meter: silentMeter, seal: async () => seal },
    });
    return { connections, notes, targets };
  };
  const apple = (targetChosenAtMs: number): Connection =>
    sampleConnection({ id: 'a-1', provider: 'apple-notes', target: 'notes', targetChosenAtMs });

  it('is here where nothing was chosen, and in a group', async () => {
    const { target: _, ...unchosen } = notion;
    for (const [owner, connection] of [
      [OWNER, unchosen],
      [OWNER, sampleConnection({ targetChosenAtMs: 9 })],
      [OWNER, { ...notion, state: 'pending' }],
      [-OWNER, { ...notion, owner: -OWNER }],
    ] as const) {
      const { targets, notes } = await setUp(connection);
      const { place, target } = await targets.of(owner);
      expect(place).toMatchObject({ kind: 'own' });
      expect(place.isUnchosen === true).toBe(connection === unchosen);
      await target.save(NOTE_DRAFT);
      expect(await notes.list(owner, 9)).toMatchObject([{ text: NOTE_DRAFT.text }]);
    }
  });

  it('is what was chosen last', async () => {
    const { targets, notes } = await setUp(apple(4), notion);
    const first = await targets.of(OWNER);
    expect(first.place).toEqual({ kind: 'notion', name: 'Notes' });
    for (const test of [() => first.target.test(), () => targets.test(notion)]) await test();
    const { target: _, ...unchosen } = notion;
    await targets.test(unchosen);
    const second = await setUp(apple(6), notion);
    await (await second.targets.of(OWNER)).target.save(NOTE_DRAFT);
    expect(await second.notes.waiting(OWNER, 9)).toHaveLength(1);
    expect(await notes.list(OWNER, 9)).toEqual([]);
  });

  it('is taken back from Notion wherever it is connected', async () => {
    const { targets, connections } = await setUp(apple(9), notion);
    const saved = await (await targets.of(OWNER, 'n-1')).target.save({ ...NOTE_DRAFT, id: 'back' });
    const { target } = await targets.of(OWNER, 'n-1');
    expect(await targets.undoAtNotion(-OWNER, saved)).toBe('unconnected');
    expect(await targets.undoAtNotion(OWNER, saved)).toBe('undone');
    expect(await Promise.all([targets.undoAtNotion(OWNER, saved), target.undo(saved)])).toEqual([
      'gone',
      'gone',
    ]);
    await connections.put({ ...notion, id: 'n-2', state: 'broken' });
    await expect(targets.undoAtNotion(OWNER, saved)).rejects.toMatchObject({ why: 'auth' });
    for (const id of ['n-1', 'n-2']) await connections.remove(OWNER, id);
    expect(await targets.undoAtNotion(OWNER, saved)).toBe('unconnected');
  });

  it('is what a rule names, or the usual one where that is gone', async () => {
    const { targets } = await setUp(apple(4), notion, sampleConnection({ id: 'g-1' }));
    const placeOf = async (wanted?: string) => (await targets.of(OWNER, wanted)).place;
    expect(await Promise.all(['own', 'a-1', 'n-1'].map(placeOf))).toEqual([
      { kind: 'own', name: '' },
      { kind: 'apple-notes', name: 'Apple Notes' },
      { kind: 'notion', name: 'Notes' },
    ]);
    // A calendar takes no notes.
    for (const gone of ['x', 'g-1'])
      expect(await placeOf(gone)).toEqual({ kind: 'notion', name: 'Notes', isInstead: true });
  });

  it('is written to with another token, where the one before is refused, and fails for good at the next', async () => {
    const { targets, connections } = await setUp(notion);
    fake.oauth.expireAccessTokens();
    const { target } = await targets.of(OWNER);
    await target.save({ ...NOTE_DRAFT, id: 'renewed' });
    const renewed = await connections.get(OWNER, 'n-1');
    expect(renewed?.generation).toBe(2);
    expect(await targets.databases(notion)).toMatchObject([{ name: 'Notes' }]);

    fake.oauth.withdraw(ada);
    await expect(target.save(NOTE_DRAFT)).rejects.toMatchObject({ why: 'auth' });
    expect((await connections.get(OWNER, 'n-1'))?.state).toBe('broken');
    await expect(targets.test(notion)).rejects.toMatchObject({ why: 'auth' });
    await expect((await targets.of(OWNER)).target.test()).rejects.toMatchObject({ why: 'auth' });
    await connections.remove(OWNER, 'n-1');
    await expect(target.test()).rejects.toMatchObject({ why: 'gone' });
  });

  it('is told to be off without its secret', async () => {
    const { connections, notes } = createMemoryStores();
    await connections.put({ ...notion, accessEndsAtMs: 1 });
    const off = { ...providers, oauth: async () => undefined };
    const targets = createNoteTargets({
      ...{
        connections,
        notes,
        providers: off,
        clock: systemClock,
        meter: silentMeter,
        seal: async () => seal,
      },
    });
    await expect(targets.databases(notion)).rejects.toMatchObject({ code: 'provider-off' });
  });
});
