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

/** Undefined: it is no fault of the place's. */
export const whyNot = (error: unknown): string | undefined => {
  const code = error instanceof ConnectorError ? error.code : faultOf(error);
  return code && (SENTENCES[code] ?? 'Notion did not take the note.');
};
