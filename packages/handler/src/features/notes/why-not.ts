// Why a note could not be written to Notion, and what helps.
import { ConnectorError, type ConnectorErrorCode } from '@steward/connectors/notes';
import type { ConnectionFault } from '@steward/core/web-contract';
import { faultOf } from '../../connections/connection-fault.ts';

const SENTENCES: Partial<Record<ConnectorErrorCode | ConnectionFault, string>> = {
  auth: 'Notion no longer lets me in: connect it again in the app, under Connections.',
  scope: 'I may not write to this Notion database: share it with me in Notion, or choose another in the app.',
  gone: 'The Notion database is not there any more: choose another in the app, under Connections.',
  precondition:
    'The Notion database has a property “Steward” that is no text: rename it, or choose another database in the app.',
  throttled: 'Notion asks me to wait.',
  away: 'Notion did not answer, so the note may be there as well.',
  'provider-off': 'Notion is turned off here.',
};

/** Where a note was to be taken back. */
const UNDO: typeof SENTENCES = {
  auth: 'Notion no longer lets me in, so the note stays there: delete it in Notion.',
  scope: 'Notion does not let me delete this note: delete it there.',
  'provider-off': 'Notion is turned off here, so the note stays there: delete it in Notion.',
};

/** Undefined: it is no fault of the place's. */
export const whyNot = (error: unknown, of: 'save' | 'undo' = 'save'): string | undefined => {
  const code = error instanceof ConnectorError ? error.code : faultOf(error);
  if (!code) return undefined;
  return of === 'undo'
    ? (UNDO[code] ?? 'Notion did not say whether the note is gone: tap Undo once more.')
    : (SENTENCES[code] ?? 'Notion did not take the note.');
};
