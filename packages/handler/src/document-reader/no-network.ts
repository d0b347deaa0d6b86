// Node's permissions do not hold the network (22 has none for it). Nothing here asks for it: what would is taken away before a
// document is looked at. It stops what goes Node's ways; code that has broken out of the engine is stopped by nothing here.
import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const refuse = (): never => {
  throw new Error('The reader of documents has no network');
};

/** Before anything of a document is looked at. */
export const closeNetwork = (): void => {
  net.Socket.prototype.connect = refuse;
  net.Server.prototype.listen = refuse;
  dgram.createSocket = refuse;
  dgram.Socket.prototype.bind = refuse;
  dgram.Socket.prototype.send = refuse;
  for (const name of [
    'lookup',
    'resolve',
    'resolve4',
    'resolve6',
    'resolveAny',
    'resolveTxt',
    'reverse',
  ] as const)
    Object.defineProperty(dns, name, { value: refuse });
  for (const name of ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'])
    Object.defineProperty(globalThis, name, { value: undefined });
  // What is imported by name is the same.
  syncBuiltinESMExports();
};
