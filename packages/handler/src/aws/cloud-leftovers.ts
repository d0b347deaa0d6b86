// What AWS still holds of what was deleted. None of it can be removed for one owner, and all of it expires.
import type { Leftovers } from '@steward/core';

/** As `infra/modules/dynamodb`, `s3` and `queue` set them up. */
const BACKUPS = [
  'backups of the table, for up to 35 days',
  'old versions of archives and of the text of documents, for up to 30 days',
  'messages that could not be handled, for up to 14 days',
];
const CLAIMS = 'a note of each handled message, without its text, for 16 days';

export const cloudLeftovers: Leftovers = {
  clearsChat: false,
  clear: async ({ of }) => (of === 'everything' ? [...BACKUPS, CLAIMS] : BACKUPS),
};
