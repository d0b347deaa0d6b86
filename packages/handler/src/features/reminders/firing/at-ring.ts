// All that rings and what follows it, loaded at once; but not the words of time, which only a reply needs.
export * from '../reachable.ts';
export * from './fire.ts';
export * from './new-zones.ts';
export * from './passed.ts';
export * from './ring-taps.ts';
