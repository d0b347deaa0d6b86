// What Claude, LibreChat, Open WebUI and the APIs of OpenAI and Anthropic write as the content of a message: a text, or a
// list of blocks.
import { withoutReasoning } from '../../chat/hide-reasoning.ts';
import { type ForeignRecord, field, textField } from './foreign-json.ts';
import { fenced, joinedPieces, toolCall, toolOutput } from './readable.ts';

export const textOfContent = (content: unknown): string => {
  if (typeof content === 'string') return content;
  return Array.isArray(content) ? joinedPieces(content.map(textOfBlock)) : '';
};

/** An answer without what was thought and without the marks of its program. */
export const shownAnswer = (content: unknown): string =>
  withoutThoughtDetails(withArtifacts(withoutReasoning(textOfContent(content))));

const textOfBlock = (block: unknown): string => {
  if (typeof block === 'string') return block;
  const type = textField(block, 'type') ?? '';
  if (/think|reasoning|token_budget|^flag$/.test(type)) return '';
  if (type === 'tool_call' && field(block, 'tool_call') !== undefined) {
    const call = field(block, 'tool_call');
    const output = textField(call, 'output');
    return joinedPieces([
      toolCall(textField(call, 'name') ?? '', field(call, 'args')),
      output === undefined ? '' : toolOutput(output),
    ]);
  }
  if (type.endsWith('tool_use')) return toolCall(textField(block, 'name') ?? '', field(block, 'input'));
  if (type.endsWith('tool_result')) return resultOf(block);
  const text = textField(block, 'text') ?? textField(field(block, 'text'), 'value');
  if (text !== undefined) return text;
  if (type === 'refusal') return textField(block, 'refusal') ?? '';
  return /image|audio|video|file|document/.exec(type)?.[0].replace(/^/, '[').concat(']') ?? '';
};

/** The documents that Claude writes beside its answers tell "OK"; pages that were found tell their addresses. */
const resultOf = (block: unknown): string => {
  if (textField(block, 'name') === 'artifacts') return '';
  const content = field(block, 'content');
  if (!Array.isArray(content)) return toolOutput(typeof content === 'string' ? content : '');
  const pages = content.map((one: unknown) => {
    const url = textField(one, 'url');
    return url === undefined ? undefined : [textField(one, 'title'), url].filter(Boolean).join(' · ');
  });
  return pages.some((page) => page !== undefined)
    ? pages.flatMap((page) => (page === undefined ? [] : `- ${page}`)).join('\n')
    : toolOutput(textOfContent(content));
};

/** What was sent with a message: the text of files where the program kept it, else their names. */
export const attached = (message: unknown): string => {
  const named = (one: unknown): string => {
    if (/image/.test(textField(one, 'type') ?? textField(one, 'file_kind') ?? '')) return '[image]';
    const name =
      textField(one, 'file_name') ?? textField(one, 'filename') ?? textField(one, 'name') ?? 'file';
    const text = textField(one, 'extracted_content') ?? textField(one, 'text');
    return joinedPieces([`[file: ${name}]`, text === undefined ? '' : fenced(text)]);
  };
  const lists = ['attachments', 'files'].map((key) => field(message, key)).filter(Array.isArray);
  return joinedPieces(
    lists
      .flat()
      .filter((one): one is ForeignRecord => typeof one === 'object')
      .map(named),
  );
};

/** Open WebUI folds thoughts into the text. */
const withoutThoughtDetails = (text: string): string => {
  let shown = '';
  let from = 0;
  for (;;) {
    const start = text.indexOf('<details type="reasoning"', from);
    const end = start < 0 ? -1 : text.indexOf('</details>', start);
    // One that never ends was cut: all behind it was thought.
    if (start < 0 || end < 0)
      return start < 0 ? shown + text.slice(from) : (shown + text.slice(from, start)).trim();
    shown += text.slice(from, start);
    from = end + '</details>'.length;
    while (/\s/.test(text.charAt(from))) from += 1;
  }
};

/** Claude's older exports hold its documents as tags within the text. */
const withArtifacts = (text: string): string =>
  text
    .replace(/<antArtifact\b([^<>]{0,2000})>\n?/g, (_, attributes: string) => {
      const of = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1];
      const title = of('title');
      return `${title === undefined ? '' : `**${title}**\n\n`}\`\`\`${of('language') ?? ''}\n`;
    })
    .replace(/\n?<\/antArtifact>/g, '\n```');
