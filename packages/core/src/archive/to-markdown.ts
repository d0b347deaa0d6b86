// An archive as Markdown, for people to read.
import type { Role } from '../session/message.ts';
import type { Archive } from './archive.ts';

const SPEAKER: Record<Role, string> = { user: 'You', assistant: 'Assistant', system: 'Instructions' };

/** Title, model and then each message under its speaker and time (UTC). What was said stays as it was written. */
export function archiveToMarkdown(archive: Archive): string {
  const { title, system_prompt: instructions, conversation } = archive;
  const parts = [
    `# ${title || 'Conversation'}`,
    `Model: ${archive.model_name} · Messages: ${conversation.length} · Saved: ${archive.archived_at}`,
  ];
  if (instructions) parts.push(`## ${SPEAKER.system}`, instructions);
  for (const { role, content, ts } of conversation) {
    parts.push(`## ${SPEAKER[role]} · ${timeOf(ts)}`, content);
  }
  return `${parts.join('\n\n')}\n`;
}

/** A time no date can have (a foreign archive may hold any number) is left out. */
const timeOf = (ts: number): string => {
  const date = new Date(ts);
  return Number.isNaN(date.getTime()) ? '?' : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
};
