// What a pretended Notion keeps: for each account its data sources, and their pages with blocks. It can be written down and
// read again.
import { randomUUID } from 'node:crypto';

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
}

export interface NotionState {
  sources: NotionSource[];
  pages: NotionPage[];
}

const NOTHING: NotionState = { sources: [], pages: [] };

export const createNotionStore = (before: NotionState = NOTHING, now: () => number) => {
  const { sources, pages } = structuredClone({ sources: before.sources, pages: before.pages });
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
      return page;
    },
    kept: (): NotionState => structuredClone({ sources, pages }),
  };
};

export type NotionStore = ReturnType<typeof createNotionStore>;

const withHyphens = (id: string): string =>
  id.replaceAll('-', '').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
