export * from './describe-rule.ts';
export * from './local-time.ts';
export * from './next-occurrence.ts';
export * from './rrule.ts';
export * from './rule.ts';
export * from './zone.ts';
