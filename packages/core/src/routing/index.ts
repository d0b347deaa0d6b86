export * from './kind-of.ts';
export * from './note-asked-for.ts';
export * from './plain-words.ts';
export * from './route-by.ts';
export * from './try-sentence.ts';
export * from './without-cue.ts';
