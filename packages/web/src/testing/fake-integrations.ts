// What is connected, in memory.
import type {
  AnswerOf,
  ConnectionFault,
  IntegrationProvider,
  Integrations,
  IntegrationView,
  PendingIntegration,
  Route,
} from '@steward/core/web-contract';
import type { Handlers } from './fake-api.ts';
import type { FakeData } from './fake-data.ts';
import { FakeFault } from './fake-fault.ts';
import { HOUR, MINUTE } from './fake-lists.ts';

export type IntegrationRoute = Extract<Route, `${string} /api/integrations${string}`>;

export const CODE = 'c'.repeat(32);

/** Waits until it is confirmed or refused. */
export interface FakePending extends PendingIntegration {
  code: string;
}

const calendar = (id: string, name: string, isBusy: boolean, isWritable = true) => ({
  id,
  name,
  isBusy,
  isWritable,
});

export const offersOf = (): Integrations['offers'] => [
  { provider: 'google', name: 'Google Calendar', gives: 'calendars' },
  { provider: 'notion', name: 'Demo notes', gives: 'notes', isDemo: true },
  { provider: 'caldav', name: 'iCloud or another CalDAV server', gives: 'calendars' },
  { provider: 'ics', name: 'Calendar address (ICS)', gives: 'calendars' },
  { provider: 'apple-notes', name: 'Apple Notes', gives: 'notes' },
];

export const integrationsAt = (nowMs: number): Integrations => ({
  offers: offersOf(),
  integrations: [
    {
      id: 'g1',
      provider: 'google',
      name: 'Google Calendar',
      gives: 'calendars',
      account: 'ana.novak@example.org',
      state: 'active',
      calendars: [
        calendar('primary', 'Ana Novak', true),
        calendar('family', 'Family and the garden club', false),
        calendar('holidays', 'Holidays in Germany', false, false),
      ],
      target: 'primary',
      lastReadAtMs: nowMs - 2 * MINUTE,
    },
    {
      id: 'c1',
      provider: 'caldav',
      name: 'CalDAV',
      gives: 'calendars',
      account: 'ana@posteo.example',
      state: 'broken',
      calendars: [calendar('work', 'Work', true)],
      lastReadAtMs: nowMs - 30 * HOUR,
      fault: 'auth',
    },
    {
      id: 'f1',
      provider: 'ics',
      name: 'Calendar address (ICS)',
      gives: 'calendars',
      account: 'calendar.example.org',
      state: 'active',
      calendars: [calendar('feed', 'School', true, false)],
      lastReadAtMs: nowMs - 3 * HOUR,
      fault: 'away',
    },
    {
      id: 'f2',
      provider: 'ics',
      name: 'Calendar address (ICS)',
      gives: 'calendars',
      account: 'calendar.example.org',
      state: 'active',
      calendars: [calendar('feed', 'Football', true, false)],
      lastReadAtMs: nowMs - 3 * HOUR,
    },
    {
      id: 'n1',
      provider: 'notion',
      name: 'Demo notes',
      gives: 'notes',
      isDemo: true,
      account: 'Ana’s workspace',
      state: 'active',
      calendars: [calendar('ideas', 'Ideas', false), calendar('diary', 'Diary', false)],
    },
  ],
});

const failed = (why: ConnectionFault) => new FakeFault(422, { error: 'connection-failed', why });

export const createIntegrationHandlers = (data: FakeData): Pick<Handlers, IntegrationRoute> => {
  const listed = () => data.integrations;
  const keep = (integrations: IntegrationView[]): Integrations => {
    data.integrations = { ...data.integrations, integrations };
    return data.integrations;
  };
  const add = (provider: IntegrationProvider, one: Partial<IntegrationView> & { account: string }) => {
    const offer = listed().offers.find((other) => other.provider === provider);
    if (!offer) throw failed('provider-off');
    const id = one.id ?? `new${listed().integrations.length}`;
    const added: IntegrationView = { ...offer, id, state: 'active', calendars: [], ...one };
    return keep([...listed().integrations.filter((other) => other.id !== id), added]);
  };
  const pendingOf = (code: string): FakePending => {
    if (data.pending?.code !== code) throw new FakeFault(404, { error: 'not-found' });
    return data.pending;
  };
  const of = (id: string): IntegrationView => {
    const one = listed().integrations.find((other) => other.id === id);
    if (!one) throw new FakeFault(404, { error: 'not-found' });
    return one;
  };
  return {
    'GET /api/integrations': listed,
    // As if the person had agreed there, and was sent back.
    'POST /api/integrations/consent': ({ body: { provider } }) => {
      const offer = listed().offers.find((other) => other.provider === provider);
      if (!offer) throw failed('provider-off');
      data.pending = { provider, name: offer.name, account: 'ana@work.example', bot: '', code: CODE };
      return { url: `/integrations#confirm=${CODE}` };
    },
    'POST /api/integrations/pending': ({ body }) => {
      const { code: _, ...pending } = pendingOf(body.code);
      return pending;
    },
    'POST /api/integrations/confirm': ({ body }) => {
      const { provider, account } = pendingOf(body.code);
      data.pending = undefined;
      return add(provider, { account, calendars: [calendar('own', 'Own', true)] });
    },
    'POST /api/integrations/refuse': ({ body }) => {
      pendingOf(body.code);
      data.pending = undefined;
      return listed();
    },
    'POST /api/integrations/caldav': ({ body }) => {
      if (body.password.startsWith('wrong')) throw failed('auth');
      const at = { account: body.username, ...(body.again ? { id: body.again } : {}) };
      return add('caldav', { ...at, name: 'iCloud', calendars: [calendar('home', 'Home', true)] });
    },
    'POST /api/integrations/feed': ({ body }) => {
      if (!URL.canParse(body.address)) throw new FakeFault(400, { error: 'bad-value', field: 'address' });
      if (body.address.endsWith('.html')) throw failed('no-calendar');
      return add('ics', {
        account: new URL(body.address).host,
        calendars: [calendar('feed', body.name ?? 'Calendar', true, false)],
      });
    },
    'POST /api/integrations/bridge': (): AnswerOf<'POST /api/integrations/bridge'> => ({
      ...add('apple-notes', {
        id: 'apple',
        account: 'Apple Notes',
        calendars: [calendar('notes', 'Apple Notes', false)],
      }),
      token: `4711.${'b'.repeat(43)}`,
    }),
    'PATCH /api/integrations': ({ body: { id, busy, target } }) => {
      const { gives } = of(id);
      return keep(
        listed().integrations.map(({ target: before, ...one }) => {
          const isIt = one.id === id;
          const next = target === undefined || one.gives !== gives ? before : isIt ? target : undefined;
          const { calendars } = one;
          return {
            ...one,
            calendars:
              busy && isIt
                ? calendars.map((each) => ({ ...each, isBusy: busy.includes(each.id) }))
                : calendars,
            ...(typeof next === 'string' ? { target: next } : {}),
          };
        }),
      );
    },
    'POST /api/integrations/test': ({ body: { id } }) => {
      const { fault, ...one } = of(id);
      if (fault) throw failed(fault);
      return keep(
        listed().integrations.map((other) =>
          other.id === id ? { ...one, lastReadAtMs: Date.now() } : other,
        ),
      );
    },
    'POST /api/integrations/disconnect': ({ body: { id } }) => {
      const { provider } = of(id);
      const left = keep(listed().integrations.filter((other) => other.id !== id));
      const atProvider = provider === 'google' ? 'kept' : provider === 'notion' ? 'revoked' : 'none';
      return { ...left, atProvider };
    },
  };
};
