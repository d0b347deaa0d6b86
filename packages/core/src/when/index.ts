export * from './describe-rule.ts';
export * from './local-time.ts';
export * from './next-occurrence.ts';
export * from './rrule.ts';
export * from './rule.ts';
export * from './words/read-when.ts';
export type { When } from './words/resolve.ts';
export * from './zone.ts';
