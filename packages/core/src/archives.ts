// A face of its own: what puts conversations away, brings them back and removes them is loaded when somebody asks for it.
export * from './archive/archive-session.ts';
export * from './archive/delete-session.ts';
export * from './archive/export-session.ts';
export * from './archive/recover-archives.ts';
export * from './archive/restore-session.ts';
