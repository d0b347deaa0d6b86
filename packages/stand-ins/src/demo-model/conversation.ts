// Reading a conversation: whose messages there are, what the last one is about, and how to quote it safely.

export interface ChatMessage {
  role: string;
  content: string;
  /** Base64 of pictures. */
  images?: readonly string[] | null | undefined;
}

export interface Conversation {
  /** The last thing the person wrote; empty when nothing was. */
  question: string;
  /** The pictures that came with it, or the latest before it. */
  pictures: { images: readonly string[]; isEarlier: boolean };
  /** Pages of documents that came before the question: which document, and how the last of them begins. */
  documents: { name: string; pages: string[]; text: string }[];
  /** What the person wrote before, oldest first. */
  earlier: string[];
  /** The instructions of the session, if any were sent. */
  instructions: string | undefined;
  /** Nothing was answered yet. */
  isFirst: boolean;
  /** Messages as sent, by role. */
  counts: { total: number; system: number; user: number; assistant: number };
}

export const readConversation = (messages: readonly ChatMessage[]): Conversation => {
  const of = (role: string) => messages.filter((message) => message.role === role);
  const asked = of('user').map((message) => withoutMaterial(message.content));
  const said = asked.map(({ text }) => text);
  const system = of('system');
  const shown = of('user').findLast(({ images }) => images?.length);
  return {
    question: said.at(-1) ?? '',
    pictures: { images: shown?.images ?? [], isEarlier: shown !== of('user').at(-1) },
    documents: asked.at(-1)?.documents ?? [],
    earlier: said.slice(0, -1),
    instructions: system.length > 0 ? system.map((message) => message.content).join('\n') : undefined,
    isFirst: of('assistant').length === 0,
    counts: {
      total: messages.length,
      system: system.length,
      user: said.length,
      assistant: of('assistant').length,
    },
  };
};

/** Steward puts pages, fenced, in front of the question that is about them. */
const MATERIAL = /^[^\n]*\n(<document name="[\s\S]*<\/document>)\n/;

const withoutMaterial = (content: string): { text: string; documents: Conversation['documents'] } => {
  const [whole = '', material = ''] = MATERIAL.exec(content) ?? [];
  const fences = material.matchAll(/<document name="([^"]*)"[^>]*>([\s\S]*?)<\/document>/g);
  const documents = [...fences].map(([, name = '', inside = '']) => {
    const pages = [...inside.matchAll(/<page number="(\d+)">\n([\s\S]*?)\n<\/page>/g)];
    return { name, pages: pages.map(([, number = '']) => number), text: pages.at(-1)?.[2] ?? '' };
  });
  return { text: content.slice(whole.length).trimStart(), documents };
};

/** The beginning of a text on one line, at most `maxLength` characters, cut between words. */
export const excerpt = (text: string, maxLength: number): string => {
  const line = text.trim().replace(/\s+/gu, ' ');
  const characters = [...line];
  if (characters.length <= maxLength) return line;
  const cut = characters.slice(0, maxLength).join('');
  const lastSpace = cut.lastIndexOf(' ');
  return `${lastSpace > cut.length / 2 ? cut.slice(0, lastSpace) : cut}…`;
};

/** What a message is about: its first sentence, short, without the full stop. */
export const topicOf = (text: string): string => {
  const [firstLine = ''] = text.trim().split('\n');
  const [sentence = ''] = firstLine.split(/(?<=[.!?])\s/u);
  return excerpt(sentence.replace(/[.!?\s]+$/u, ''), 60);
};

/** Quoted text stays text: what Markdown would read as a sign is escaped, underscores inside words need not be. */
export const quoted = (text: string): string =>
  `“${text.replace(/[\\`*[\]<>|~#]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&')}”`;

/** A small number that is always the same for the same text (FNV-1a). */
export const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
};
