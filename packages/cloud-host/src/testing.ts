// The second face of this package: the cloud's way from a queue to a function, for tests of other packages.

export { createEventSourceMapping, type EventSourceMappingOptions } from './queue/event-source-mapping.ts';
