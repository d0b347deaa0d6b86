// What code gets to work on one update: who asks and with which message, in addition to the context of every work.
import type { Session, TurnEnd } from '@steward/core';
import type { Below, ButtonRows } from '../telegram/buttons.ts';
import type { FormattedText } from '../telegram/format/formatted-text.ts';
import { trimFormatted } from '../telegram/format/trim-formatted.ts';
import type { IncomingMessage, TelegramUser } from '../telegram/incoming.ts';
import type { SendFacts } from '../telegram/send-facts.ts';
import type { Services } from './services.ts';
import { whileTyping } from './while-typing.ts';
import type { WorkContext } from './work-context.ts';

/** What is recorded of an update, beside its messages, so that a second try knows what the first one did. */
export type UpdateFacts = SendFacts & {
  /** It made the first session. */
  created?: 1;
  /** It changed the question whose message was edited. */
  edited?: 1;
  /** How the stored answer ended, where that is not `complete`. */
  end?: TurnEnd;
  /** The number of the session that it archives. */
  archiving?: number;
  /** The number of the reminder that it makes or changes. */
  reminder?: number;
  /** How many numbers it took from that one on. */
  reminders?: number;
  /** The time zone that it changes; '' where there was none. */
  zoneBefore?: string;
  /** The numbers of reminders that waited for the zone, with commas. */
  waiting?: string;
  /** When it began to write a note, Unix ms; and that the note was kept here, because its place took none. */
  noteMs?: number;
  noteHere?: 1;
  /** What the rules are behind its change, by their stamp. */
  rules?: string;
  restoring?: 1;
  deleting?: 1;
  /** It took the question before it in: what that changes in the session's count of messages. */
  tookIn?: number;
  /** The question was refused for its length. */
  tooLong?: 1;
  /** The recording that it brought: how to get it, and what Telegram says of it. */
  voice?: string;
  voiceKind?: string;
  voiceSeconds?: number;
  voiceBytes?: number;
  voiceMessage?: number;
  voiceAtMs?: number;
  /** Where in its question the words that were heard begin, how long they are, and how long the question is (UTF-16). */
  heardAt?: number;
  heardUnits?: number;
  askedUnits?: number;
  /** It was a turn: known to this try alone, for the profile's count. */
  turn?: 1;
  /** The tokens of the turns that it was: known to this try alone, for the profile's count. */
  used?: number;
  /** The reminder that it asks for its time, for the profile; and the day whose time is asked for, or was given. */
  asksWhen?: number;
  asksDay?: string;
  /** The draft of an event that it changes, its revision from then on, and what of it, between blanks. */
  eventEdit?: string;
  /** The draft of an event that it asks for its time, for the profile. */
  asksEvent?: string;
  /** It deleted all data of its owner: the profile must not be written again. */
  forgotten?: 1;
  /** The id that the group had before it was forgotten. */
  movedFrom?: number;
  /** A team remembered that it removed them, when it was forgotten. */
  wasRemoved?: 1;
  /** What was connected when it was forgotten, and what became of that at the providers. */
  disconnected?: string;
};

export interface UpdateContext extends WorkContext<UpdateFacts> {
  updateId: number;
  isGroup: boolean;
  from: TelegramUser;
  /** The message that asks; for a tap, the bot's message with the button. */
  message: IncomingMessage;
  /** True for a tap on a button: `show` changes the message in place. */
  isTap: boolean;
  /** The active session, where it was read in parallel with the claim (see `readSessionEarly`). */
  earlySession?: Promise<Session | undefined>;
}

export interface Speaker {
  /** Sends a message; each call of an update has its own slot, so a redelivery sends none twice. */
  reply(message: FormattedText, below?: Below): Promise<void>;
  /** After a tap: puts the content into the tapped message; otherwise like `reply`. */
  show(message: FormattedText, buttons?: ButtonRows): Promise<void>;
  sendDocument(document: {
    fileName: string;
    /** Its type says what kind of file it is. */
    content: Blob;
    caption?: string;
  }): Promise<void>;
  /** Shows that something happens for as long as the work takes. */
  whileTyping<T>(work: () => Promise<T>): Promise<T>;
}

/** Replies in numbered slots. Only one speaker may be made for a work; nobody need have written a message. */
export const createSpeaker = (
  { clock }: Pick<Services, 'clock'>,
  { sender, isTap, message }: Pick<UpdateContext, 'sender'> & Partial<UpdateContext>,
): Speaker => {
  let replies = 0;
  const nextSlot = () => `r${++replies}`;
  const reply = async (content: FormattedText, below?: Below) => {
    const pieces = await piecesOf(content);
    for (const [index, piece] of pieces.entries()) {
      await sender.send(nextSlot(), piece, index === pieces.length - 1 ? below : undefined);
    }
  };
  return {
    reply,
    async show(content, buttons) {
      const [first, ...rest] = await piecesOf(content);
      if (!isTap || !message || !first || rest.length > 0) return reply(content, buttons);
      await sender.edit(nextSlot(), message.message_id, first, buttons);
    },
    async sendDocument(document) {
      await sender.sendDocument(nextSlot(), document);
    },
    whileTyping: (work) => whileTyping({ clock, sender }, work),
  };
};

/** Nearly everything that is said is one message. */
export const piecesOf = async (content: FormattedText): Promise<FormattedText[]> => {
  if (content.text.length <= 4_096 && content.entities.length <= 100) return [trimFormatted(content)];
  const { splitFormatted } = await import('../telegram/format/split-formatted.ts');
  return splitFormatted(content);
};
