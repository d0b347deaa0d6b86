// The face of the domain: what adapters implement and entries compose.

export * from './archive/archive-store.ts';
export * from './clock.ts';
export * from './error.ts';
export * from './model/chat-model.ts';
export * from './model/model-catalogue.ts';
export * from './owner/owner-data.ts';
export * from './session/message.ts';
export * from './session/session.ts';
export * from './update/claim.ts';
export * from './user/profile.ts';
