// The page's pure modules, tested without a browser.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';

const load = (name: string) => import(new URL(`./static/${name}`, import.meta.url).href);
const { entityTree, safeLink } = await load('entity-tree.js');
const { activityOf, addMessages, applyEvent, chatsOf, draftsOf, emptyState, unreadOf } =
  await load('state.js');
const { recordedAs } = await load('recordings.js');
const { summaryOf } = await load('message-words.js');
const { createBridge } = await load('mini-app-bridge.js');
const { readPopup } = await load('popup.js');
const { pathOfLink, startParameterOf } = await load('start-link.js');
const { dayNameOf, drawnTimeOf, sizeOf } = await load('dates.js');

type Node = string | { entity: { type: string }; children: Node[] };
const flat = (nodes: Node[]): string =>
  nodes.map((node) => (typeof node === 'string' ? node : flat(node.children))).join('');

describe('the tree of a formatted text', () => {
  it('nests entities and keeps what is between them', () => {
    const entities = [
      { type: 'bold', offset: 3, length: 9 },
      { type: 'italic', offset: 7, length: 5 },
    ];
    expect(entityTree('is bold italic', entities)).toMatchObject([
      'is ',
      { entity: { type: 'bold' }, children: ['bold', { entity: { type: 'italic' }, children: [' ital'] }] },
      'ic',
    ]);
  });

  it('splits entities that only partly overlap', () => {
    const entities = [
      { type: 'bold', offset: 0, length: 4 },
      { type: 'italic', offset: 2, length: 4 },
    ];
    expect(entityTree('abcdef', entities)).toMatchObject([
      { entity: { type: 'bold' }, children: ['ab', { entity: { type: 'italic' }, children: ['cd'] }] },
      { entity: { type: 'italic' }, children: ['ef'] },
    ]);
  });

  it('shows every character exactly once, whatever the entities are', () => {
    const entity = fc.record({
      type: fc.constantFrom('bold', 'italic', 'pre', 'blockquote'),
      offset: fc.integer({ min: -5, max: 60 }),
      length: fc.integer({ min: -5, max: 60 }),
    });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.array(entity), (text, entities) => {
        expect(flat(entityTree(text, entities))).toBe(text);
      }),
    );
  });
});

it.each([
  [{ voice: {} }, 'Voice message'],
  [{ video_note: {} }, 'Video message'],
  [{ audio: { file_name: 'song.mp3' } }, 'song.mp3'],
  [{ photo: [] }, 'Photo'],
  [{ photo: [], caption: 'Look' }, 'Look'],
  [{ document: { file_name: 'a.pdf' } }, 'a.pdf'],
  [{ poll: {} }, 'This kind of message is not shown here.'],
])('a quote of %j says something', (message, words) => {
  expect(summaryOf(message)).toBe(words);
});

it.each([
  ['/steward_bot?start=connect-aB3_', 'connect-aB3_'],
  ['/Steward_Bot?utm=x&start=a', 'a'],
  [`/steward_bot?start=${'a'.repeat(64)}`, 'a'.repeat(64)],
  [`/steward_bot?start=${'a'.repeat(65)}`, undefined],
  ['/steward_bot?start=', undefined],
  ['/steward_bot?start=a%20b', undefined],
  ['/steward_bot?start=a&start=b', undefined],
  ['/steward_bot', undefined],
  ['/steward_bot/x?start=a', undefined],
  ['/other_bot?start=a', undefined],
  ['/?start=a', undefined],
])('the address %s wants %j to be sent', (address, parameter) => {
  expect(startParameterOf(new URL(address, 'http://localhost'), 'steward_bot')).toBe(parameter);
});

it.each([
  ['https://t.me/steward_bot?start=i_a', '/steward_bot?start=i_a'],
  ['https://t.me/steward_bot', undefined],
  ['https://t.me/other_bot?start=i_a', undefined],
  ['https://t.me.example.com/steward_bot?start=i_a', undefined],
  ['nonsense', undefined],
])('the link %s leads to %j of this page', (href, path) => {
  expect(pathOfLink(href, 'steward_bot')).toBe(path);
});

describe('an audio file', () => {
  it.each([
    ['note.oga', 'audio/ogg', 'voice'],
    ['note.OPUS', '', 'voice'],
    ['song.mp3', 'audio/mpeg', 'audio'],
    ['song.txt', 'text/plain', undefined],
  ])('%s (%s) is sent as %s', (name, type, kind) => {
    expect(recordedAs({ name, type })).toBe(kind);
  });
});

describe('links', () => {
  it('lead to the web, to mail and to Telegram', () => {
    expect(safeLink('https://example.com/a?b=c')).toBe('https://example.com/a?b=c');
    expect(safeLink('example.com')).toBe('https://example.com/');
    expect(safeLink('mailto:ann@example.com')).toBe('mailto:ann@example.com');
    expect(safeLink('tg://user?id=1')).toBe('tg://user?id=1');
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'https://',
    '',
  ])('never lead to %s', (address) => {
    expect(safeLink(address)).toBeUndefined();
  });
});

describe('what the page knows', () => {
  const bot = { id: 9, is_bot: true, first_name: 'Steward' };
  const message = (id: number, from = bot) => ({
    message_id: id,
    from,
    date: 0,
    chat: { id: 1 },
    text: `${id}`,
  });
  const begun = () => {
    const state = emptyState();
    applyEvent(state, {
      type: 'state',
      bot,
      users: [{ id: 1, first_name: 'You' }],
      chats: [
        { id: -5, type: 'group', title: 'Family', memberIds: [1, 2] },
        { id: -6, type: 'group', title: 'Others', memberIds: [2] },
        { id: 1, type: 'private', memberIds: [1] },
      ],
      commands: [],
      messages: { 1: [message(1), message(2)] },
      more: [1],
      drafts: { 1: [{ draft_id: 3, text: 'a', expiresAt: 100 }] },
      actions: { '-5': { action: 'upload_document', expiresAt: 100 } },
    });
    return state;
  };
  const ids = (state: { messages: Map<number, Map<number, unknown>> }) => [
    ...(state.messages.get(1)?.keys() ?? []),
  ];

  it('keeps messages in order, whenever they come', () => {
    const state = begun();
    applyEvent(state, { type: 'message', chatId: 1, message: message(5) });
    addMessages(state, 1, [message(0)]);
    applyEvent(state, { type: 'message', chatId: 1, message: { ...message(2), text: 'edited' } });
    expect(ids(state)).toEqual([0, 1, 2, 5]);
    expect(state.messages.get(1).get(2).text).toBe('edited');
    applyEvent(state, { type: 'deleted', chatId: 1, messageId: 1 });
    expect(ids(state)).toEqual([0, 2, 5]);
  });

  it('begins anew with each connection', () => {
    const state = begun();
    applyEvent(state, { type: 'message', chatId: 1, message: message(5) });
    Object.assign(state, begun());
    expect(ids(state)).toEqual([1, 2]);
  });

  it('believes typing and drafts only for their time, and typing only till a message comes', () => {
    const state = begun();
    expect(activityOf(state, 1, 50)).toBe('typing');
    expect(draftsOf(state, 1, 50)).toHaveLength(1);
    expect(draftsOf(state, 1, 100)).toHaveLength(0);
    expect(activityOf(state, 1, 100)).toBeUndefined();
    expect(activityOf(state, -5, 50)).toBe('sending a file');
    applyEvent(state, { type: 'message', chatId: -5, message: message(7) });
    expect(activityOf(state, -5, 50)).toBeUndefined();
    applyEvent(state, { type: 'action', chatId: 1, action: { action: 'typing', expiresAt: 200 } });
    expect(activityOf(state, 1, 150)).toBe('typing');
    applyEvent(state, { type: 'action', chatId: 1 });
    applyEvent(state, { type: 'drafts', chatId: 1, drafts: [] });
    expect(activityOf(state, 1, 50)).toBeUndefined();
  });

  it('shows a person their private chat first and only groups they are in', () => {
    expect(chatsOf(begun(), 1).map((chat: { id: number }) => chat.id)).toEqual([1, -5]);
  });

  it('counts what others wrote since the last look', () => {
    const state = begun();
    addMessages(state, 1, [message(3), message(4, { id: 1, is_bot: false, first_name: 'You' })]);
    expect(unreadOf(state, 1, 1, 1)).toBe(2);
  });

  it('takes over new people and commands', () => {
    const state = begun();
    applyEvent(state, { type: 'people', users: [{ id: 2 }], chats: [] });
    applyEvent(state, { type: 'commands', commands: [{ command: 'help', description: 'Help' }] });
    expect(state.users).toEqual([{ id: 2 }]);
    expect(state.commands).toHaveLength(1);
  });
});

describe('dates and sizes', () => {
  it('are said as people say them', () => {
    const now = new Date(2026, 5, 15, 12);
    const at = (...parts: [number, number, number]) => new Date(...parts).getTime() / 1000;
    expect(dayNameOf(at(2026, 5, 15), now)).toBe('Today');
    expect(dayNameOf(at(2026, 5, 14), now)).toBe('Yesterday');
    expect(dayNameOf(at(2026, 2, 1), now)).not.toContain('2026');
    expect(dayNameOf(at(2024, 2, 1), now)).toContain('2024');
    expect([sizeOf(12), sizeOf(2048), sizeOf(3 * 1024 * 1024)]).toEqual(['12 B', '2.0 KB', '3.0 MB']);
  });
});

it('a time of the bot is drawn in the clock of the reader, as it asks for it', () => {
  const seconds = new Date(2027, 2, 11, 9, 5).getTime() / 1000;
  const drawn = (format: string): string => drawnTimeOf(seconds, format);
  expect(drawn('t')).toMatch(/^0?9:05/);
  expect(drawn('wDt')).toMatch(/Thu.*March.*11.*0?9:05|Thu.*11.*March.*0?9:05/);
  expect([drawn('d'), drawn('T')]).toEqual([expect.not.stringMatching(':'), expect.stringMatching(/05:00/)]);
});

describe('the bridge to an app', () => {
  const origin = 'http://localhost:8788';
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  const open = () => {
    const listeners: ((event: object) => void)[] = [];
    vi.stubGlobal('addEventListener', (_: string, listener: (event: object) => void) =>
      listeners.push(listener),
    );
    const posted: unknown[][] = [];
    const contentWindow = { postMessage: (...message: unknown[]) => posted.push(message) };
    const called: unknown[] = [];
    const methods = { iframe_ready: (data: unknown) => called.push(data) };
    const bridge = createBridge({ frame: { contentWindow }, origin, methods });
    const hear = (data: unknown, from: object = {}) => {
      for (const listener of listeners) listener({ data, origin, source: contentWindow, ...from });
    };
    return { bridge, hear, posted, called };
  };
  const ready = JSON.stringify({ eventType: 'iframe_ready', eventData: { reload_supported: true } });

  it('hears the app in its frame, and answers to its origin', () => {
    const { bridge, hear, posted, called } = open();
    bridge.send('theme_changed', {});
    expect(posted).toEqual([]);
    hear(ready);
    hear(JSON.stringify({ eventType: 'iframe_ready', eventData: null }));
    expect(called).toEqual([{ reload_supported: true }, {}]);
    bridge.send('back_button_pressed');
    expect(posted).toEqual([[JSON.stringify({ eventType: 'back_button_pressed', eventData: {} }), origin]]);
  });

  it.each([
    [{ origin: 'http://localhost:8789' }],
    [{ origin: 'https://localhost:8788' }],
    [{ origin: 'null' }],
    [{ source: null }],
    [{ source: {} }],
  ])('does not hear what comes from %j, nor answers to it', (from) => {
    const { bridge, hear, posted, called } = open();
    hear(ready, from);
    bridge.send('theme_changed', {});
    expect([called, posted]).toEqual([[], []]);
  });

  it.each([
    ['no JSON'],
    ['null'],
    ['{"eventType":7}'],
    ['{"eventType":"toString"}'],
    [{ eventType: 'iframe_ready' }],
  ])('passes over %j', (data) => {
    const { hear, called } = open();
    hear(data);
    expect(called).toEqual([]);
  });
});

it('a popup has a text, at most three buttons, and the usual words where it brings none', () => {
  const buttons = [
    { id: 'a', type: 'destructive', text: 'Delete' },
    { type: 'cancel', text: 'x' },
    { type: 'constructor' },
    {},
  ];
  expect(readPopup({ message: 'Sure?', buttons }).buttons).toEqual([
    { id: 'a', text: 'Delete', destructive: true },
    { id: '', text: 'Cancel', destructive: false },
    { id: '', text: 'OK', destructive: false },
  ]);
  expect(readPopup({ message: 'x'.repeat(300), buttons: [] })).toMatchObject({
    message: 'x'.repeat(256),
    buttons: [{ text: 'Close' }],
  });
  expect([readPopup({ buttons }), readPopup({ message: 'Sure?', buttons: 'no' })]).toEqual([
    undefined,
    undefined,
  ]);
});

it("the page's modules pass the type checker", async () => {
  const root = fileURLToPath(new URL('../../../../', import.meta.url));
  const compiler = `${root}node_modules/typescript/bin/tsc`;
  const project = fileURLToPath(new URL('./static/jsconfig.json', import.meta.url));
  const checked = promisify(execFile)(process.execPath, [compiler, '-p', project], { cwd: root });
  await expect(checked).resolves.toMatchObject({ stdout: '' });
});
