// Sent files as a feature, and questions that reply to a document. What is done with them is loaded when one comes.
import { kindOf } from '../../chat/document-kind.ts';
import type { IncomingDocument, IncomingMessage } from '../../telegram/incoming.ts';
import type { Feature } from '../feature.ts';
import type { DocumentDependencies } from './handle-document.ts';

export const createDocuments = (services: DocumentDependencies): Feature => ({
  contents: [
    {
      // A moving picture comes as a document, too.
      takes: ({ document, content }) => document !== undefined && content === undefined,
      async run(context) {
        const { document } = context.message;
        const { handleDocument } = await import('./handle-document.ts');
        return document && (await handleDocument(services, context, document));
      },
    },
    {
      takes: (message) => documentAskedAbout(message) !== undefined,
      async run(context) {
        const document = documentAskedAbout(context.message);
        const { answerAbout } = await import('./answer-about.ts');
        return document && (await answerAbout(services, context, document));
      },
    },
  ],
});

/** The document that words reply to; a command is none. */
const documentAskedAbout = (message: IncomingMessage): IncomingDocument | undefined => {
  const { text = '', content, document: own, reply_to_message: replied, external_reply: foreign } = message;
  const document = (replied ?? foreign)?.document;
  if (own || content !== undefined || text === '' || text.startsWith('/') || !document) return undefined;
  return kindOf(document) === 'document' ? document : undefined;
};
