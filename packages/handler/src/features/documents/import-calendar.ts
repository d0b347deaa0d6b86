// A sent calendar, or our own file of reminders: reminders and tasks are made of it. Loaded when one comes.
import type { Services } from '../../context/services.ts';
import type { IncomingDocument } from '../../telegram/incoming.ts';
import type { CommandContext } from '../feature.ts';

type Dependencies = Pick<Services, 'clock' | 'download' | 'reminders'>;

export const isCalendar = ({ file_name: name = '', mime_type: type = '' }: IncomingDocument): boolean =>
  /\.(?:ics|ical|ifb)$/i.test(name) || (type === 'text/calendar' && !/\.[^.\s/]{1,20}$/.test(name));

/** By how such a file begins. */
export const holdsReminders = (bytes: Uint8Array): boolean =>
  /^\uFEFF?\s*\{\s*"steward_reminders"/.test(new TextDecoder().decode(bytes.subarray(0, 200)));

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
