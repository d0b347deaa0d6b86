// Sent files as a feature.
import type { Feature } from '../feature.ts';
import { type DocumentDependencies, handleDocument } from './handle-document.ts';

export const createDocuments = (services: DocumentDependencies): Feature => ({
  contents: [
    {
      // A moving picture comes as a document, too.
      takes: ({ document, content }) => document !== undefined && content === undefined,
      async run(context) {
        const { document } = context.message;
        return document ? await handleDocument(services, context, document) : 'ignored';
      },
    },
  ],
});
