// Accounts that are connected by what a person writes into a form. The server is asked before anything is kept: what does not
// work is said at once, and nothing of it stays.
import type { Calendar, GuardedFetch } from '@steward/connectors';
import type { BusyMirrorStore, Clock, Connection, ConnectionStore } from '@steward/core';
import type { CalDavForm, ConnectionFault, FeedForm } from '@steward/core/web-contract';
import { ConnectionFailure } from './accounts.ts';
import { faultOf, toFailure } from './connection-fault.ts';
import { keepAccount, mustHaveRoom, type NewAccount, usedConnections } from './keep-account.ts';
import { openCalDav, openFeed, sealCalDav, sealFeed } from './kept-secrets.ts';
import type { Providers } from './providers.ts';
import { oldestFirst, removeTwin } from './same-account.ts';
import type { Seal } from './seal-tokens.ts';
import { addressesToTry, calDavServersToTry } from './server-address.ts';

export interface FormDependencies {
  connections: Pick<ConnectionStore, 'list' | 'put' | 'remove'>;
  mirrors: Pick<BusyMirrorStore, 'remove'>;
  providers: Pick<Providers, 'allows' | 'fetch'>;
  seal: () => Promise<Seal | undefined>;
  clock: Pick<Clock, 'now'>;
  /** For all that a server is asked. */
  limitMs?: number;
}

/** API Gateway gives up after 30 s. */
const LIMIT_MS = 20_000;
/** Behind one of these the host may speak otherwise: https where http was said, or the other way round. */
const OTHERWISE_MAY_DO: ReadonlySet<ConnectionFault> = new Set(['away', 'certificate', 'bad-answer']);

export const createForms = (dependencies: FormDependencies) => {
  const { connections, providers, clock, limitMs = LIMIT_MS } = dependencies;

  const needSeal = async (): Promise<Seal> => {
    const seal = await dependencies.seal();
    if (!seal) throw new ConnectionFailure('provider-off');
    return seal;
  };

  /** The one whose place it takes: the same account, or the one that the person says. */
  const placeFor = async (
    {
      owner,
      provider,
      again,
    }: { owner: number; provider: Connection['provider']; again?: string | undefined },
    isSame: (connection: Connection) => boolean,
  ): Promise<Connection | undefined> => {
    const all = await usedConnections(connections, owner);
    const ofProvider = all.filter((one) => one.provider === provider);
    const found = ofProvider.find(isSame) ?? ofProvider.find(({ id }) => id === again);
    if (found) return found;
    if (again !== undefined) throw new ConnectionFailure('gone');
    mustHaveRoom(all);
    return undefined;
  };

  const keep = async (made: NewAccount, isSame: (connection: Connection) => boolean): Promise<Connection> => {
    const kept = await keepAccount(dependencies, made);
    if (made.before) return kept;
    // The form may have come twice at once.
    const all = await usedConnections(connections, made.owner);
    const [first = kept, ...twins] = oldestFirst(
      all.filter((one) => one.provider === made.provider && isSame(one)),
    );
    for (const twin of twins) await removeTwin(dependencies, twin);
    return first;
  };

  const look = async <T>(
    urls: readonly URL[],
    ask: (url: URL, fetch: GuardedFetch, signal: AbortSignal) => Promise<T>,
  ): Promise<T> => {
    const [fetch, signal] = [await providers.fetch(), AbortSignal.timeout(limitMs)];
    let failure: unknown;
    for (const url of urls) {
      if (url.protocol === 'http:' && !(await providers.allows(url))) continue;
      try {
        return await ask(url, fetch, signal);
      } catch (error) {
        const why = faultOf(error);
        if (why === undefined || !OTHERWISE_MAY_DO.has(why)) throw toFailure(error);
        // That of the likeliest address.
        failure ??= toFailure(error);
      }
    }
    throw failure ?? new ConnectionFailure('forbidden-address');
  };

  return {
    async connectCalDav(owner: number, form: CalDavForm): Promise<Connection> {
      const seal = await needSeal();
      const [username, { password }] = [form.username.trim(), form];
      const urls = calDavServersToTry(form.url);
      const isSame = (connection: Connection): boolean => {
        const known = opened(() => openCalDav(seal, connection));
        return known?.username === username && new URL(known.url).host === urls[0]?.host;
      };
      const before = await placeFor({ owner, provider: 'caldav', again: form.again }, isSame);
      const { createCalDav } = await import('@steward/connectors');
      const account = await look(urls, async (url, fetch, signal) => {
        const calendar = createCalDav({ fetch, url: url.href, username, password });
        const { name = username, addresses } = await calendar.test({ signal });
        return { url: url.href, name, addresses, found: await calendarsOf(calendar, signal) };
      }).catch(asNoCalendar(['bad-answer', 'gone']));
      const { url, name, addresses, found } = account;
      const made: NewAccount = {
        ...{ owner, provider: 'caldav', account: name, before, found, dueMs: clock.now() },
        seal: (whose) => sealCalDav(seal, whose, { url, username, password, addresses }),
      };
      return await keep(made, isSame);
    },

    async connectFeed(owner: number, form: FeedForm): Promise<Connection> {
      const seal = await needSeal();
      const urls = addressesToTry(form.address);
      const isSame = (connection: Connection): boolean => {
        const known = opened(() => openFeed(seal, connection));
        return urls.some(({ href }) => href === known);
      };
      const before = await placeFor({ owner, provider: 'ics', again: form.again }, isSame);
      const { createIcsFeed } = await import('@steward/connectors');
      const feed = await look(urls, async (url, fetch, signal) => ({
        url,
        found: await calendarsOf(createIcsFeed({ fetch, url: url.href }), signal),
      })).catch(asNoCalendar(['bad-answer']));
      // What the person calls it stays until they call it otherwise.
      const name = form.name?.trim() || before?.calendars[0]?.name;
      const found = feed.found.map((one) => ({ ...one, ...(name !== undefined && { name }) }));
      const made: NewAccount = {
        ...{ owner, provider: 'ics', account: feed.url.host, before, found, dueMs: clock.now() },
        seal: (whose) => sealFeed(seal, whose, feed.url.href),
      };
      return await keep(made, isSame);
    },
  };
};

const calendarsOf = async (calendar: Calendar, signal: AbortSignal) => {
  const found = await calendar.calendars({ signal });
  if (found.length === 0) throw new ConnectionFailure('no-calendar');
  return found;
};

/** What answers, but is no calendar: such as a page that asks to sign in. */
const asNoCalendar =
  (faults: readonly ConnectionFault[]) =>
  (error: unknown): never => {
    const why = faultOf(error);
    throw why !== undefined && faults.includes(why) ? new ConnectionFailure('no-calendar') : error;
  };

/** What does not open is no account that is known. */
const opened = <T>(open: () => T): T | undefined => {
  try {
    return open();
  } catch {
    return undefined;
  }
};
