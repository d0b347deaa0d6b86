// Resolves a name for a socket and hands on only addresses that may be reached. The socket connects to what it gets from
// here, so a name that answers differently the next time (DNS rebinding) gains nothing.
import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { ConnectorError } from '../connector-error.ts';
import { isPublicAddress } from './is-public-address.ts';

export type Resolve = (hostname: string) => Promise<LookupAddress[]>;

export const resolveBySystem: Resolve = (hostname) =>
  new Promise((resolve, reject) => {
    systemLookup(hostname, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });

/** @param anywhere the operator has named this host: it may be private */
export const createGuardedLookup =
  (resolve: Resolve, anywhere: boolean): LookupFunction =>
  (hostname, { all, family }, callback) => {
    const choose = (addresses: LookupAddress[]): void => {
      const reachable = addresses.filter(
        (one) =>
          (anywhere || isPublicAddress(one.address)) &&
          (!family || family === one.family || family === `IPv${one.family}`),
      );
      const [first] = reachable;
      if (!first) callback(new ConnectorError('forbidden-address'), '');
      else if (all) callback(null, reachable);
      else callback(null, first.address, first.family);
    };
    resolve(hostname).then(choose, (error) => callback(error, ''));
  };
