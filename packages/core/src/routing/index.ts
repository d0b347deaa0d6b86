export * from './kind-of.ts';
export * from './route-by.ts';
