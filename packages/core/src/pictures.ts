// A face of its own: what chooses pictures is loaded when there are some.
export * from './chat/pictures.ts';
