// All that events do in the chat, loaded when somebody uses them.

export * from './card/open-card.ts';
export * from './card/propose-event.ts';
export * from './card/settle-time.ts';
export * from './card/show-card.ts';
export { freeTapped } from './free/free.ts';
export * from './free/free-settings.ts';
export * from './made/invite-by-reply.ts';
export * from './made/list-made.ts';
export * from './made/made-tapped.ts';
export * from './pick-free.ts';
export { answerPlainly, editByReply } from './reply/edit-by-reply.ts';
export * from './taps.ts';
export * from './together/deliver-proposal.ts';
export * from './together/free-with.ts';
export * from './together/invitee-tapped.ts';
export * from './together/proposer-tapped.ts';
export * from './together/title-by-reply.ts';
export * from './told/event-command.ts';
export { eventOfQuestion } from './told/event-of-question.ts';
export { eventBelowPicture } from './told/event-of-this.ts';
