// What a pretended Notion keeps: for each account its data sources, and their pages with blocks. It can be written down and
// read again.
import { createHash, randomUUID } from 'node:crypto';

export interface NotionProperty {
  id: string;
  type: 'title' | 'rich_text' | 'number' | 'checkbox' | 'date' | 'url';
}

export interface NotionSource {
  id: string;
  account: string;
  name: string;
  properties: Record<string, NotionProperty>;
  inTrash: boolean;
}

export interface NotionPage {
  id: string;
  source: string;
  /** Texts by the property's name. */
  properties: Record<string, string>;
  /** Texts of the paragraphs. */
  blocks: string[];
  inTrash: boolean;
  createdAtMs: number;
  /** Whoever changes a page without a request is the person: what it held when it was last looked at tells. */
  editedAtMs?: number;
  editedBy?: 'bot' | 'person';
  seen?: string;
}

export interface NotionState {
  sources: NotionSource[];
  pages: NotionPage[];
}

const NOTHING: NotionState = { sources: [], pages: [] };

export const createNotionStore = (before: NotionState = NOTHING, now: () => number) => {
  const { sources, pages } = structuredClone({ sources: before.sources, pages: before.pages });
  const edited = (page: NotionPage, editedBy: 'bot' | 'person'): NotionPage =>
    Object.assign(page, { editedBy, editedAtMs: now(), seen: contentOf(page) });
  return {
    sourcesOf: (account: string): NotionSource[] => sources.filter((source) => source.account === account),
    pagesOf: (source: string): NotionPage[] => pages.filter((page) => page.source === source),
    source: (account: string, id: string): NotionSource | undefined =>
      sources.find((source) => source.account === account && source.id === withHyphens(id)),
    page: (id: string): NotionPage | undefined => pages.find((page) => page.id === withHyphens(id)),
    addSource: (account: string, name: string, properties: Record<string, NotionProperty>): NotionSource => {
      const source = { id: randomUUID(), account, name, properties, inTrash: false };
      sources.push(source);
      return source;
    },
    addPage: (source: NotionSource, made: Pick<NotionPage, 'properties' | 'blocks'>): NotionPage => {
      const page = { ...made, id: randomUUID(), source: source.id, inTrash: false, createdAtMs: now() };
      pages.push(page);
      return edited(page, 'bot');
    },
    /** Tells who edited it last. */
    edited,
    /** By the person, where it is not as it was left. */
    lookedAt: (page: NotionPage): NotionPage =>
      page.seen === undefined || page.seen === contentOf(page) ? page : edited(page, 'person'),
    kept: (): NotionState => structuredClone({ sources, pages }),
  };
};

export type NotionStore = ReturnType<typeof createNotionStore>;

const contentOf = ({ properties, blocks, inTrash }: NotionPage): string =>
  createHash('sha256')
    .update(JSON.stringify([properties, blocks, inTrash]))
    .digest('hex')
    .slice(0, 16);

const withHyphens = (id: string): string =>
  id.replaceAll('-', '').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
