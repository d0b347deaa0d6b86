// A sent file: an export is imported, a document is read, and whatever is text is a question.
import { activeOrNewSession } from '../../chat/active-session.ts';
import { type AskDependencies, askModel } from '../../chat/answer-text.ts';
import { kindOf } from '../../chat/document-kind.ts';
import { questionOf } from '../../chat/question-of.ts';
import { type ReadText, readText } from '../../chat/read-text.ts';
import type { Handled } from '../../context/work.ts';
import type { IncomingDocument } from '../../telegram/incoming.ts';
import { say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { asksForImport, isCalendar, takeReminders } from './import-calendar.ts';
import type { ImportDependencies } from './import-document.ts';
import type { TakeDependencies } from './take-document.ts';

export type DocumentDependencies = AskDependencies & ImportDependencies & TakeDependencies;

export const handleDocument = async (
  services: DocumentDependencies,
  context: CommandContext,
  document: IncomingDocument,
): Promise<Handled> => {
  const kind = kindOf(document);
  if (kind === 'binary') {
    await context.reply(
      say`I can't read this kind of file. Send a PDF, a Word document (.docx) or a text (.txt, .md, .csv, code …) with your question, or an exported .json or .zip file to import conversations.`,
    );
    return 'answered';
  }
  const words = await questionOf(services, context);
  if (kind === 'document') {
    const { takeDocument } = await import('./take-document.ts');
    return await takeDocument(services, context, document, words);
  }
  if (isCalendar(document) && asksForImport(words)) return await takeReminders(services, context, document);
  const load = () => import('./import-document.ts');
  const read: ReadText | 'answered' =
    kind === 'text'
      ? await readText(services, document)
      : await (await load()).importDocument(services, context, { document, kind, words });
  if (read === 'answered') return read;
  if ('refusal' in read) {
    await context.reply(say`${read.refusal}`);
    return 'answered';
  }
  const session = await activeOrNewSession(services, context);
  if (!session) return 'failed';
  // The words stand behind the text: of what is too long for a model only the end is read.
  return await askModel(services, context, session, words === '' ? read.text : `${read.text}\n\n${words}`);
};
