// What recordings need, loaded at once when one comes.
export * from './hear.ts';
export * from './hear-tapped.ts';
