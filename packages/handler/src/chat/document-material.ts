// The documents of a conversation in its turns. What chooses among their pages is loaded when there is one.
import type { TurnDependencies } from '@steward/core';
import type { Services } from '../context/services.ts';

export const createMaterial =
  ({ files }: Pick<Services, 'files'>, owner: number): NonNullable<TurnDependencies['material']> =>
  async (newestFirst, question, tokens) => {
    const holdsDocument = newestFirst.some(({ attachments = [] }) =>
      attachments.some(({ kind }) => kind === 'document'),
    );
    if (!holdsDocument) return undefined;
    const { documentMaterial } = await import('@steward/core/documents');
    return await documentMaterial(files, { owner, newestFirst, question, tokens });
  };
