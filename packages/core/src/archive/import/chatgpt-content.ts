// One message of ChatGPT's export, as it was shown: words, code, what tools gave back, canvases.
import { withoutCitationMarks } from './citation-marks.ts';
import { field, textField, timeOf, wellFormed } from './foreign-json.ts';
import type { Piece } from './imported-conversation.ts';
import { fenced, joinedPieces, toolCall, toolOutput } from './readable.ts';

/** `undefined` for what people never saw: instructions, thoughts, hidden and empty messages. */
export const pieceOf = (message: unknown): Piece | undefined => {
  if (Array.isArray(field(message, 'fragments'))) return ofFragments(message);
  if (field(field(message, 'metadata'), 'is_visually_hidden_from_conversation') === true) return undefined;
  const author = field(message, 'author');
  const content = contentOf(message, field(author, 'role'), textField(author, 'name') ?? '');
  if (!content || content.text.trim() === '') return undefined;
  const ts = timeOf(field(message, 'create_time'));
  const { text, ...rest } = content;
  return { ...rest, content: wellFormed(text), ...(ts !== undefined && { ts }) };
};

/** Tools that write no more than that they are done; what was put there stands in the call. */
const SILENT = /^(?:canmore|bio)\b/;

const contentOf = (
  message: unknown,
  role: unknown,
  name: string,
): (Pick<Piece, 'role' | 'isPart'> & { text: string }) | undefined => {
  const content = field(message, 'content');
  if (role === 'user') return { role, text: partsOf(content) };
  if (role === 'tool') {
    return SILENT.test(name) ? undefined : { role: 'assistant', text: outputOf(content), isPart: true };
  }
  if (role !== 'assistant') return undefined;
  const recipient = textField(message, 'recipient') ?? 'all';
  if (recipient !== 'all') {
    if (/^bio\b/.test(recipient)) return undefined;
    const call = partsOf(content) || (textField(content, 'text') ?? '');
    return { role, text: toolCall(recipient, call, languageOf(content)), isPart: true };
  }
  const isCode = field(content, 'content_type') === 'code';
  if (isCode)
    return { role, text: fenced(textField(content, 'text') ?? '', languageOf(content)), isPart: true };
  const isPart = field(content, 'content_type') === 'system_error';
  return { role, text: withoutCitationMarks(shownText(content)), ...(isPart && { isPart }) };
};

const UNSEEN = new Set(['thoughts', 'reasoning_recap', 'user_editable_context', 'model_editable_context']);

const shownText = (content: unknown): string => {
  const kind = textField(content, 'content_type') ?? '';
  if (UNSEEN.has(kind)) return '';
  if (Array.isArray(field(content, 'parts'))) return partsOf(content);
  const text = plainText(content);
  return kind === 'system_error' && text !== ''
    ? `[${textField(content, 'name') ?? 'Error'}: ${text}]`
    : text;
};

/** What a tool gave back: a page with its address, pictures, or the output of a program. */
const outputOf = (content: unknown): string => {
  const kind = textField(content, 'content_type') ?? '';
  if (UNSEEN.has(kind)) return '';
  if (kind === 'multimodal_text') return partsOf(content);
  const text = withoutCitationMarks(partsOf(content) || plainText(content));
  const [title, url] = [textField(content, 'title'), textField(content, 'url')];
  return joinedPieces([[title, url].filter(Boolean).join(' · '), toolOutput(text)]);
};

const plainText = (content: unknown): string =>
  textField(content, 'text') ?? textField(content, 'result') ?? textField(content, 'output_str') ?? '';

const languageOf = (content: unknown): string | undefined => {
  const language = textField(content, 'language');
  return language === 'unknown' ? undefined : language;
};

const partsOf = (content: unknown): string => {
  const parts = field(content, 'parts');
  return Array.isArray(parts) ? parts.map(partOf).filter(Boolean).join('\n') : '';
};

const partOf = (part: unknown): string => {
  if (typeof part === 'string') return part;
  const kind = textField(part, 'content_type') ?? '';
  const text = textField(part, 'text');
  if (text !== undefined || kind === 'audio_transcription') return text ?? '';
  if (kind.includes('audio')) return '[audio]';
  return kind.includes('image') ? '[image]' : '';
};

/** DeepSeek keeps the tree of ChatGPT and, in it, fragments: the question, thoughts, the answer. */
const ofFragments = (message: unknown): Piece | undefined => {
  const fragments = field(message, 'fragments') as unknown[];
  const ofType = (type: string) =>
    fragments
      .filter((one) => field(one, 'type') === type)
      .map((one) => textField(one, 'content') ?? '')
      .join('\n\n');
  const question = ofType('REQUEST');
  const content = question || ofType('RESPONSE');
  const ts = timeOf(field(message, 'inserted_at'));
  if (content === '') return undefined;
  return { role: question ? 'user' : 'assistant', content, ...(ts !== undefined && { ts }) };
};
