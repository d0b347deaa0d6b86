// What a sent file is taken in as. A calendar, or our own file of reminders: reminders and tasks are made of it.
import type { Services } from '../../context/services.ts';
import type { IncomingDocument } from '../../telegram/incoming.ts';
import type { CommandContext } from '../feature.ts';

type Dependencies = Pick<Services, 'clock' | 'download' | 'reminders'>;

export const isCalendar = ({ file_name: name = '', mime_type: type = '' }: IncomingDocument): boolean =>
  /\.(?:ics|ical|ifb)$/i.test(name) || (type === 'text/calendar' && !/\.[^.\s/]{1,20}$/.test(name));

/** The import is what was asked for; in the languages that share the word. */
const ASKS_TO_IMPORT = /\b(?:re)?import|импорт|インポート|导入/iu;

/** Whether a file is to be taken in, and not asked about. */
export const asksForImport = (words: string): boolean => words === '' || ASKS_TO_IMPORT.test(words);

/** `bytes`: of our own file, which was read already. */
export const takeReminders = async (
  services: Dependencies,
  context: CommandContext,
  document: IncomingDocument,
  bytes?: Uint8Array,
): Promise<'answered'> => {
  const { importCalendar, importReminders } = await import('../reminders/transfer/import-reminders.ts');
  if (bytes) await importReminders(services, context, bytes, 'json');
  else await importCalendar(services, context, document);
  return 'answered';
};
