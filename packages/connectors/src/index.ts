// The face of this package.

export { ConnectorError, type ConnectorErrorCode } from './connector-error.ts';
export {
  createGuardedFetch,
  type GuardedFetch,
  type GuardedFetchOptions,
  type GuardedRequest,
  type GuardedResponse,
} from './http/guarded-fetch.ts';
