// Notion's API, version 2025-09-03, as much of it as notes need, for whoever shows a token.
import type { OAuthPart } from '../oauth/oauth-part.ts';
import {
  type FakePart,
  type FakeReply,
  type FakeRequest,
  readJsonObject,
  readParameters,
} from '../service/fake-request.ts';
import { tellBlock, tellList, tellPage, tellSource } from './notion-answers.ts';
import { mustKnow, readBlocks, readFilter, readPageProperties, readSchema } from './notion-bodies.ts';
import { refuse } from './notion-error.ts';
import type { NotionPage, NotionSource, NotionStore } from './notion-store.ts';

export interface NotionPartDependencies {
  oauth: Pick<OAuthPart, 'whoAsks'>;
  store: NotionStore;
  paging: { pageSize: number };
}

const VERSIONS = ['2025-09-03', '2026-03-11'];
const MAX_BODY_BYTES = 500_000;

export const createNotionPart =
  ({ oauth, store, paging }: NotionPartDependencies): FakePart =>
  (request) => {
    const [root, version, ...steps] = request.url.pathname.split('/');
    if (root !== '' || version !== 'v1' || steps[0] === 'oauth') return undefined;
    const { account } = oauth.whoAsks(request) ?? refuse('unauthorized');
    if (!VERSIONS.includes(String(request.headers['notion-version']))) refuse('missing_version');
    if (Buffer.byteLength(request.body) > MAX_BODY_BYTES) refuse('validation_error');
    const [, id = ''] = steps;
    const sourceOf = (one: string): NotionSource => store.source(account, one) ?? refuse('object_not_found');
    const pageOf = (one: string): { page: NotionPage; source: NotionSource } => {
      const page = store.page(one) ?? refuse('object_not_found');
      return { page: store.lookedAt(page), source: sourceOf(page.source) };
    };
    switch (`${request.method} ${steps.map((step, index) => (index === 1 ? '*' : step)).join('/')}`) {
      case 'GET users/*':
        return id === 'me'
          ? { status: 200, body: { object: 'user', type: 'bot' } }
          : refuse('object_not_found');
      case 'POST search':
        return search(request, store.sourcesOf(account), paging);
      case 'GET data_sources/*':
        return { status: 200, body: tellSource(sourceOf(id)) };
      case 'PATCH data_sources/*':
        return extend(request, sourceOf(id));
      case 'POST data_sources/*/query':
        return query(request, sourceOf(id), store, paging);
      case 'POST pages':
        return create(request, sourceOf, store);
      case 'GET pages/*': {
        const { page, source } = pageOf(id);
        return { status: 200, body: tellPage(page, source) };
      }
      case 'PATCH pages/*':
        return change(request, pageOf(id), store);
      case 'GET blocks/*/children': {
        const { page } = pageOf(id);
        const known = ['page_size', 'start_cursor'];
        const parameters = readParameters(request.url.searchParams, known, () => refuse('validation_error'));
        return tellList(page.blocks.map(tellBlock), parameters, paging.pageSize);
      }
      case 'PATCH blocks/*/children':
        return append(request, pageOf(id).page, store);
      default:
        return undefined;
    }
  };

const bodyOf = (request: FakeRequest, known: readonly string[]): Record<string, unknown> => {
  const body = readJsonObject(request) ?? refuse('invalid_json');
  mustKnow(body, known);
  return body;
};

const search = (
  request: FakeRequest,
  sources: NotionSource[],
  { pageSize }: { pageSize: number },
): FakeReply => {
  const body = bodyOf(request, ['query', 'filter', 'sort', 'page_size', 'start_cursor']);
  const filter = JSON.stringify(body.filter);
  if (filter !== JSON.stringify({ property: 'object', value: 'data_source' })) refuse('validation_error');
  return tellList(sources.filter(({ inTrash }) => !inTrash).map(tellSource), body, pageSize);
};

const extend = (request: FakeRequest, source: NotionSource): FakeReply => {
  const body = bodyOf(request, ['properties']);
  if (source.inTrash) refuse('validation_error');
  for (const [name, type] of Object.entries(readSchema(body.properties)))
    source.properties[name] = { id: encodeURIComponent(name), type };
  return { status: 200, body: tellSource(source) };
};

const query = (
  request: FakeRequest,
  source: NotionSource,
  store: NotionStore,
  { pageSize }: { pageSize: number },
): FakeReply => {
  const body = bodyOf(request, ['filter', 'sorts', 'page_size', 'start_cursor']);
  const fits = readFilter(body.filter, source);
  const found = store.pagesOf(source.id).filter((page) => !page.inTrash && fits(page));
  return tellList(
    found.map((page) => tellPage(store.lookedAt(page), source)),
    body,
    pageSize,
  );
};

const create = (
  request: FakeRequest,
  sourceOf: (id: string) => NotionSource,
  store: NotionStore,
): FakeReply => {
  const { parent, properties, children } = bodyOf(request, ['parent', 'properties', 'children']);
  const { data_source_id: id } = (parent ?? {}) as Record<string, unknown>;
  const source = typeof id === 'string' ? sourceOf(id) : refuse('validation_error');
  if (source.inTrash) refuse('validation_error');
  const made = { properties: readPageProperties(properties, source), blocks: readBlocks(children) };
  return { status: 200, body: tellPage(store.addPage(source, made), source) };
};

const change = (
  request: FakeRequest,
  { page, source }: { page: NotionPage; source: NotionSource },
  store: NotionStore,
): FakeReply => {
  const { in_trash: inTrash } = bodyOf(request, ['in_trash']);
  page.inTrash = typeof inTrash === 'boolean' ? inTrash : refuse('validation_error');
  return { status: 200, body: tellPage(store.edited(page, 'bot'), source) };
};

const append = (request: FakeRequest, page: NotionPage, store: NotionStore): FakeReply => {
  if (page.inTrash) refuse('validation_error');
  const added = readBlocks(bodyOf(request, ['children']).children);
  if (added.length === 0) refuse('validation_error');
  page.blocks.push(...added);
  store.edited(page, 'bot');
  return { status: 200, body: { object: 'list', results: added.map(tellBlock), has_more: false } };
};
