// Everything people do while workers die.
import type { Act } from './act.ts';
import { appActs } from './app-acts.ts';
import { conversationActs } from './conversation-acts.ts';
import { questionActs } from './question-acts.ts';

export const acts: readonly Act[] = [...questionActs, ...conversationActs, ...appActs];
