// The second face of this package: what tests of other packages stand on.

export { type StubServer, startStub } from '../test/stub-server.ts';
