// Why a note could not be written to Notion, and what helps.
import { ConnectorError, type ConnectorErrorCode } from '@steward/connectors/notes';
import { StewardError } from '@steward/core';

const MAY_BE_THERE = 'Notion did not answer, so the note may be there as well.';

const SENTENCES: Partial<Record<ConnectorErrorCode, string>> = {
  auth: 'Notion no longer lets me in: connect it again in the app, under Integrations.',
  scope: 'I may not write to this Notion database: share it with me in Notion, or choose another in the app.',
  gone: 'The Notion database is not there any more: choose another in the app, under Integrations.',
  precondition:
    'The Notion database has a property “Steward” that is no text: rename it, or choose another database in the app.',
  throttled: 'Notion asks me to wait.',
  away: MAY_BE_THERE,
};

/** Undefined: it is no fault of the place's. */
export const whyNot = (error: unknown): string | undefined => {
  if (error instanceof ConnectorError) return SENTENCES[error.code] ?? 'Notion did not take the note.';
  if (!(error instanceof StewardError)) return undefined;
  if (error.code === 'provider-off') return 'Notion is turned off here.';
  return error.code === 'connection-busy' ? 'Notion gives me no access just now.' : undefined;
};
