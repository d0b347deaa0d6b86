// A recording becomes a question: limits, download, transcription; then the words are stored, shown and answered. From the
// moment they are stored no other try listens again.
import { messageKey, type Outcome, QUESTION, type Session } from '@steward/core';
import { activeOrNewSession, activeSession } from '../../chat/active-session.ts';
import type { Speech } from '../../context/services.ts';
import { whileTyping } from '../../context/while-typing.ts';
import type { Handled } from '../../context/work.ts';
import { callbackData } from '../../telegram/buttons.ts';
import { say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { answerHeard, isCardMade } from './answer-heard.ts';
import type { VoiceDependencies } from './dependencies.ts';
import { showListening } from './listening.ts';
import { type IncomingRecording, lengthInWords, recordingIn, toFacts } from './recording.ts';
import { refusalOf, toldOf } from './sentences.ts';
import { spokenQuestion } from './spoken-question.ts';
import { transcribe } from './transcribe.ts';

/** Undefined where nothing listens: then it is a message like any other that cannot be read. */
export const hear = async (
  services: VoiceDependencies,
  context: CommandContext,
): Promise<Handled | undefined> => {
  const { speech } = services;
  const { message, record, sender, updateId } = context;
  const recording = recordingIn(message);
  if (!speech || !recording) return undefined;
  const refusal = refusalOf(recording, speech.maxSeconds);
  if (refusal) {
    await sender.send('r1', refusal, undefined, undefined, message.message_id);
    return 'answered';
  }
  await record(toFacts(recording, message.message_id, context.atMs));
  if (recording.kind !== 'audio') return await listen({ ...services, speech }, context, recording);
  // It may be music.
  const button = { text: '🎧 Listen', data: callbackData('hear', updateId) };
  await sender.send(
    'r1',
    say`An audio file${inBrackets(recording)}. Shall I listen to it, and answer what is said in it?`,
    [[button]],
    undefined,
    message.message_id,
  );
  return 'answered';
};

const inBrackets = ({ seconds }: IncomingRecording): string =>
  seconds === 0 ? '' : ` (${lengthInWords(seconds)})`;

/** `tap`: on which message, and for the recording of which update; `context` speaks of its message all the same. */
export const listen = async (
  services: VoiceDependencies & { speech: Speech },
  context: CommandContext,
  recording: IncomingRecording,
  tap?: { on: number; brought: number },
): Promise<Outcome> => {
  const places = { recording: context.message.message_id, tapped: tap?.on };
  const stored = await storedBefore(services, context);
  if (stored) {
    const listening = showListening(services, context, places, undefined);
    return await answerHeard(services, context, stored, listening);
  }
  if (isCardMade(context)) return 'answered';
  const session = await activeOrNewSession(services, context);
  if (!session) return 'failed';
  const line = `🎧 Listening …${inBrackets(recording)}`;
  const listening = showListening(services, context, places, line);
  try {
    const speaker = { clock: services.clock, sender: context.sender };
    const heard = await whileTyping(speaker, () => transcribe(services, context, recording, listening.wait));
    if ('failure' in heard) {
      const { sentence, again, failed } = toldOf(heard.failure);
      const button = { text: '🔁 Try again', data: callbackData('hear', tap?.brought ?? context.updateId) };
      await listening.end(say`${sentence}`, again && [[button]]);
      if (heard.failure === 'stopped') await tellStop(services, context);
      return heard.failure === 'stopped' ? 'stopped' : failed ? 'failed' : 'answered';
    }
    const { text, facts } = await spokenQuestion(services, context, heard.words);
    await context.record(facts);
    return await answerHeard(services, context, { session, text }, listening);
  } finally {
    await listening.close();
  }
};

/** What stopped it, if it was a command, need not answer as well. */
const tellStop = async ({ stops }: VoiceDependencies, { owner }: CommandContext): Promise<void> => {
  const { stop } = await stops.read(owner);
  if (stop) await stops.write(owner, { told: { updateId: stop.upToUpdateId } });
};

/** What an earlier try of this work has heard. */
const storedBefore = async (
  services: VoiceDependencies,
  context: CommandContext,
): Promise<{ session: Session; text: string } | undefined> => {
  const { atMs, claim, owner, updateId } = context;
  if (claim.facts.askedUnits === undefined) return undefined;
  const session = await activeSession(services, context);
  const key = messageKey(atMs, updateId, QUESTION);
  const question = session && (await services.messages.get(owner, session.sessionId, key));
  return session && question ? { session, text: question.content } : undefined;
};
