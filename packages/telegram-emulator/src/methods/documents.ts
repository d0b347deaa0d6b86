// sendDocument and getFile: files up and down.
import { randomBytes, randomInt } from 'node:crypto';
import { findEntities } from '../find-entities.ts';
import { checkCaption } from '../message-text.ts';
import type { Method, MethodContext } from '../method.ts';
import { type RequestParameters, readString, type UploadedFile } from '../parameters.ts';
import { refuse } from '../refusals.ts';
import { markupRefusals } from '../reply-markup.ts';
import type { FileRecord } from '../state.ts';
import type { Store } from '../store.ts';
import type { Document } from '../telegram-objects.ts';
import { post, postParameters, postRefusals, preparePost } from './post-message.ts';
import { writableChat, writableChatRefusals } from './target-chat.ts';
import { entityRefusals, readText } from './text-parameters.ts';

/** Bots may download this much (bytes). */
const maxDownloadBytes = 20 * 1024 * 1024;

export const sendDocument: Method = {
  name: 'sendDocument',
  parameters: [
    ...postParameters,
    'document',
    'caption',
    'caption_entities',
    'parse_mode',
    'disable_content_type_detection',
  ],
  refusals: [
    'fileMissing',
    'fileEmpty',
    'fileByUrl',
    'fileIdWrong',
    'captionTooLong',
    ...entityRefusals,
    ...markupRefusals,
    ...postRefusals,
    ...writableChatRefusals,
  ],
  run(context, request) {
    const caption = readText(request, { text: 'caption', entities: 'caption_entities' }, checkCaption);
    const { upload, known } = readDocument(context, request);
    const message = preparePost(context, request, writableChat(context, request));
    const file = upload ? saveFile(context.store, upload) : known;
    if (!file) return refuse('fileMissing', 'document');
    const entities = findEntities(caption.text, caption.entities);
    const content = {
      document: toDocument(file),
      ...(caption.text !== '' && { caption: caption.text }),
      ...(entities.length > 0 && { caption_entities: entities }),
    };
    return post(context, request, { ...message, ...content }, upload ? [{ type: 'file', file }] : []);
  },
};

export const getFile: Method = {
  name: 'getFile',
  parameters: ['file_id'],
  refusals: ['fileIdWrong', 'fileTooBig'],
  run({ store }, request) {
    const file = store.state.files.get(readString(request, 'file_id') ?? '');
    if (!file) return refuse('fileIdWrong');
    if (file.size > maxDownloadBytes) refuse('fileTooBig');
    return {
      result: {
        file_id: file.fileId,
        file_unique_id: file.uniqueId,
        file_size: file.size,
        file_path: file.path,
      },
    };
  },
};

/** How Telegram files each kind: the folder of its path, and how its file id begins. */
const KINDS = {
  document: ['documents', 'BQACAgIAAxkBAAI'],
  photo: ['photos', 'AgACAgIAAxkBAAI'],
  voice: ['voice', 'AwACAgIAAxkBAAI'],
  video_note: ['video_notes', 'DQACAgIAAxkBAAI'],
  audio: ['music', 'CQACAgIAAxkBAAI'],
} as const;

/** Keeps the bytes and returns the record to commit; `size` may lie about them. */
export const saveFile = (
  store: Store,
  { fileName, mimeType, bytes }: UploadedFile,
  { kind = 'document', size = bytes.length }: { kind?: keyof typeof KINDS; size?: number | undefined } = {},
): FileRecord => {
  const uniqueId = randomBytes(9).toString('base64url');
  const extension = /\.[a-z0-9]{1,10}$/i.exec(fileName)?.[0] ?? '';
  const [folder, idBegin] = KINDS[kind];
  store.bytes.write(uniqueId, bytes);
  return {
    fileId: `${idBegin}${randomBytes(24).toString('base64url')}`,
    uniqueId,
    path: `${folder}/file_${randomInt(2 ** 47)}${extension}`,
    fileName,
    mimeType,
    size,
  };
};

/** The Document object of a file. */
export const toDocument = ({ fileId, uniqueId, fileName, mimeType, size }: FileRecord): Document => {
  return {
    file_id: fileId,
    file_unique_id: uniqueId,
    file_name: fileName,
    mime_type: mimeType,
    file_size: size,
  };
};

const readDocument = (
  { store }: MethodContext,
  request: RequestParameters,
): { upload?: UploadedFile; known?: FileRecord } => {
  const named = readString(request, 'document');
  const part = named?.startsWith('attach://') ? named.slice('attach://'.length) : 'document';
  const upload = request.files.get(part);
  if (upload) return upload.bytes.length > 0 ? { upload } : refuse('fileEmpty');
  if (named === undefined || named === '' || part !== 'document') return refuse('fileMissing', 'document');
  if (/^https?:/.test(named)) refuse('fileByUrl');
  const known = store.state.files.get(named);
  return known ? { known } : refuse('fileIdWrong');
};
