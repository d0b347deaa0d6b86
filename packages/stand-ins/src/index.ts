// The face of this package: what the product on one machine starts.

export { standInCredentials, standInEnvironment, standInRegion } from './aws/stand-in-credentials.ts';
export { isTableInUse, type StandIn, startSessionTable } from './aws/start-session-table.ts';
export { findDemoModel } from './demo-model/demo-models.ts';
export { startDemoModel } from './demo-model/start-demo-model.ts';
export { createInventory, type Inventory } from './files/inventory.ts';
export type { GoogleEvent } from './google/google-store.ts';
export {
  type FakeGoogle,
  type FakeGoogleOptions,
  type KeptGoogle,
  startFakeGoogle,
} from './google/start-fake-google.ts';
export { isSameSecret, isSignedWith } from './http/asks-key.ts';
export { readTarget, toHttpEvent, toHttpResult } from './http/http-event.ts';
export { isForeign } from './http/is-foreign.ts';
export { listenAsLocalhost } from './http/listen-as-localhost.ts';
export { listenOnLoopback, type RunningServer } from './http/listen-on-loopback.ts';
export { readBody } from './http/read-body.ts';
export { type FakeGraph, type FakeGraphOptions, startFakeGraph } from './microsoft/start-fake-graph.ts';
export {
  type FakeNotion,
  type FakeNotionOptions,
  type KeptNotion,
  startFakeNotion,
} from './notion/start-fake-notion.ts';
export type { OAuthClientRegistration, OAuthSwitches } from './oauth/oauth-part.ts';
