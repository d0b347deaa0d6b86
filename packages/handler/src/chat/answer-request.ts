// What answering a stored question needs, and what is asked.
import type { Message, Session } from '@steward/core';
import type { Services } from '../context/services.ts';
import type { Stop } from './stop-watch.ts';
import type { AllowanceDependencies, AskedTurn } from './turn-allowance.ts';
import type { WakefulDependencies } from './wakeful-model.ts';

export type AnswerDependencies = WakefulDependencies &
  AllowanceDependencies &
  Pick<
    Services,
    'bot' | 'config' | 'download' | 'files' | 'messages' | 'profiles' | 'sessions' | 'stops' | 'turns'
  >;

export interface AnswerRequest {
  session: Session;
  question: Message;
  /** Answers this question in place of the session's model. */
  modelName?: string;
  /** Keys of earlier answers that the new one replaces. */
  replaces?: string[];
  /** Messages added to the session by this update, the reply not counted. */
  questionsAdded: number;
  /** The stop that was looked for while the question was stored; left out: it is looked for. */
  stop?: Stop;
  /** The session's messages, where they are being read already. */
  history?: AsyncIterable<Message>;
  /** Where something limits, and it is asked for already. */
  allowed?: AskedTurn | undefined;
}
