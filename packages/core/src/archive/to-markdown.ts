// An archive as Markdown, for people to read.
import { withClosedFence } from '../chat/code-fences.ts';
import { CONTINUE } from '../chat/go-on.ts';
import { attachmentsInWords } from '../session/attachment.ts';
import type { Role } from '../session/message.ts';
import { type ArchivedMessage, attachmentsOf, speakerOf } from './archive.ts';
import type { ArchiveBody } from './archive-store.ts';
import { inPieces } from './in-pieces.ts';
import type { ArchiveHeader } from './read-archive.ts';

const SPEAKER: Record<Role, string> = { user: 'You', assistant: 'Assistant', system: 'Instructions' };

/**
 * Title, model and then each message under its speaker and time (UTC). What was said stays as it was written, but code
 * that was left open ends with its message.
 */
export const markdownOf = (
  header: ArchiveHeader,
  conversation: AsyncIterable<ArchivedMessage>,
): ArchiveBody => inPieces(markdown(header, conversation));

async function* markdown(
  header: ArchiveHeader,
  conversation: AsyncIterable<ArchivedMessage>,
): AsyncGenerator<string> {
  const { title, system_prompt: instructions } = header;
  yield `# ${title || 'Conversation'}\n\n`;
  yield `Model: ${header.model_name} · Messages: ${header.messageCount} · Saved: ${header.archived_at}\n`;
  if (instructions) yield `\n## ${SPEAKER.system}\n\n${withClosedFence(String(instructions))}\n`;
  let goesOn = false;
  for await (const message of conversation) {
    const { role, content, ts } = message;
    const isGoingOn = goesOn && role === 'assistant';
    goesOn = role === 'user' && content === CONTINUE;
    // A tap on a button: what follows belongs to the answer before it.
    if (goesOn) continue;
    if (isGoingOn) yield `\n${withClosedFence(content)}\n`;
    else yield `\n## ${speakerOf(message) ?? SPEAKER[role]} · ${timeOf(ts)}\n\n${withClosedFence(content)}\n`;
    const attached = attachmentsInWords(attachmentsOf(message));
    if (attached !== '') yield `\n${attached}\n`;
  }
}

/** A number that is no valid date (another writer's archive may hold any) is left out. */
const timeOf = (ts: number): string => {
  const date = new Date(ts);
  return Number.isNaN(date.getTime()) ? '?' : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
};
