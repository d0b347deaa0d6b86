// /history: the recent messages of the active session, a page at a time.
import { attachmentsInWords, beginningOf, type Message, type Session } from '@steward/core';
import { activeSession } from '../../chat/active-session.ts';
import { isContinue } from '../../chat/last-question.ts';
import type { Services } from '../../context/services.ts';
import { callbackData } from '../../telegram/buttons.ts';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { loadFormatting } from '../../telegram/format/load-formatting.ts';
import { bold, lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { findLive, readNumber } from './arguments.ts';

const PAGE = 6;
/** Of a message, in characters. */
const SHOWN_LENGTH = 500;
/** To show an older page all newer ones are read: beyond this many, an export is the better way. */
const MAX_PAGES = 50;

type Dependencies = Pick<Services, 'messages' | 'sessions'>;

export const history = async (services: Dependencies, context: CommandContext): Promise<void> => {
  const session = await activeSession(services, context);
  if (session) await showPage(services, context, session, 0);
  else await context.reply(say`No session is active. /listsessions shows them all.`);
};

/** Stays with the session it began with, also when another one has become active. */
export const historyPage = async (
  services: Dependencies,
  context: CommandContext,
  [number, page]: string[],
): Promise<void> => {
  const session = await findLive(services, context, readNumber(number), '/switch 2');
  if (session) await showPage(services, context, session, Math.min(readNumber(page) ?? 0, MAX_PAGES));
};

const showPage = async (
  services: Dependencies,
  context: CommandContext,
  session: Session,
  page: number,
): Promise<void> => {
  const { messages, older } = await readPage(services, context, session, page);
  if (messages.length === 0) {
    return context.show(
      say`Session ${bold(session.number)} “${session.title}” has no ${page > 0 ? 'older ' : ''}messages${page > 0 ? '' : ' yet'}.`,
    );
  }
  const heading = say`${bold(`Session ${session.number}`)} · ${session.title}${page > 0 ? ` · page ${page + 1}` : ''}`;
  const row = [
    ...(page > 0 ? [{ text: 'Newer ▶️', data: callbackData('history', session.number, page - 1) }] : []),
    ...(older ? [{ text: '◀️ Older', data: callbackData('history', session.number, page + 1) }] : []),
  ].reverse();
  const { renderMarkdown, closeMarkdown } = await loadFormatting();
  const formatted = (content: string) => renderMarkdown(closeMarkdown(content));
  const shown = messages.toReversed().flatMap((entry) => ['', messageLines(entry, formatted)]);
  await context.show(lines(heading, ...shown), row.length > 0 ? [row] : undefined);
};

interface Entry {
  message: Message;
  /** It goes on with the answer before it. */
  goesOn: boolean;
}

const readPage = async (
  services: Dependencies,
  { owner }: CommandContext,
  { sessionId }: Session,
  page: number,
) => {
  const messages: Entry[] = [];
  let index = 0;
  let newer: Entry | undefined;
  for await (const message of services.messages.newestFirst(owner, sessionId, {
    pageSize: (page + 1) * PAGE + 1,
  })) {
    // A tap on a button, which nobody wrote.
    if (isContinue(message)) {
      if (newer) newer.goesOn = newer.message.role === 'assistant';
      continue;
    }
    if (index >= (page + 1) * PAGE) return { messages, older: page < MAX_PAGES };
    newer = { message, goesOn: false };
    if (index >= page * PAGE) messages.push(newer);
    index += 1;
  }
  return { messages, older: false };
};

const SPEAKER = { user: '👤 You', assistant: '🤖 Answer', system: '⚙️ System' };

/** What a person wrote stands as it was written; an answer is Markdown. */
const messageLines = (
  { message, goesOn }: Entry,
  formatted: (markdown: string) => FormattedText,
): FormattedText => {
  const { role, content, speaker, ts, attachments } = message;
  const when = new Date(ts).toISOString().slice(0, 16).replace('T', ' ');
  const text = content.length > SHOWN_LENGTH ? `${beginningOf(content, SHOWN_LENGTH)}…` : content;
  const who = speaker === undefined ? `${SPEAKER[role]}${goesOn ? ' ▶️ Continued' : ''}` : `👤 ${speaker}`;
  const attached = attachmentsInWords(attachments);
  return lines(
    say`${bold(who)} · ${when} UTC`,
    role === 'assistant' ? formatted(text) : text,
    ...(attached === '' ? [] : [attached]),
  );
};
