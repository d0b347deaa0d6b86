// The conversations, live and archived: searched by title, each with what can be done to it.
import type { AnswerOf, Conversation } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { Icon } from '../../components/icons.tsx';
import { Card, Fault } from '../../components/rows.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { Empty } from '../../components/states.tsx';
import { type Deeds, deedsOn } from '../../frame/deeds.ts';
import { Loaded } from '../../frame/loaded.tsx';
import { useResource } from '../../frame/resource.ts';
import { Heading } from '../../frame/shell.tsx';
import { useSteward } from '../../frame/steward.ts';
import { dayText, timeText } from '../../texts/language.ts';
import { hasWords } from '../../texts/search.ts';
import { t } from '../../texts/texts.ts';
import { createConversationDeeds } from './conversation-deeds.ts';
import { ConversationDialog } from './conversation-dialog.tsx';

/** More of them at once only make the page slow; the search finds every one. */
const SHOWN = 100;

const whenText = (atMs: number, nowMs: number): string => {
  const day = dayText(atMs, nowMs);
  return day === dayText(nowMs, nowMs) ? timeText(atMs) : day;
};

const ConversationRow = ({
  one,
  isActive,
  nowMs,
  deeds,
  onOpen,
}: {
  one: Conversation;
  isActive: boolean;
  nowMs: number;
  deeds: Deeds;
  onOpen: () => void;
}): JSX.Element => {
  const texts = t('conversations');
  const fault = deeds.faultOf(one.id);
  return (
    <div class="row-box">
      <button
        type="button"
        class="row action"
        aria-haspopup="dialog"
        disabled={deeds.isBusy(one.id)}
        onClick={onOpen}
      >
        <span class="row-text">
          <span class="row-label two-lines" dir="auto">
            {one.title}
          </span>
          <span class="row-sub">
            {isActive && <span class="here">{texts.active} · </span>}
            {[`#${one.number}`, texts.messages(one.messageCount), one.model].join(' · ')}
          </span>
        </span>
        <span class="when-day">{whenText(one.lastMessageAtMs, nowMs)}</span>
        <span class="chevron">
          <Icon name="chevron" />
        </span>
      </button>
      {fault && <Fault text={fault} />}
    </div>
  );
};

type Listed = AnswerOf<'GET /api/conversations'>;

const isListed = ({ conversations }: Listed, id: string | number) =>
  conversations.some((one) => one.id === id);

const Lists = ({
  listed,
  query,
  row,
}: {
  listed: Listed;
  query: string;
  row: (one: Conversation) => JSX.Element;
}): JSX.Element => {
  const texts = t('conversations');
  const found = listed.conversations.filter(({ number, title }) => hasWords(`#${number} ${title}`, query));
  const live = found.filter(({ isArchived }) => !isArchived);
  const archived = found.filter(({ isArchived }) => isArchived);
  if (found.length === 0)
    return (
      <Card>
        <Empty icon={query === '' ? 'conversations' : 'search'}>
          {query === '' ? texts.none : texts.notFound(query)}
        </Empty>
      </Card>
    );
  return (
    <>
      {live.length > 0 && (
        <Card
          aside={live.length}
          title={texts.live}
          note={live.length > SHOWN && texts.more(live.length - SHOWN)}
        >
          {live.slice(0, SHOWN).map(row)}
        </Card>
      )}
      {archived.length > 0 && (
        <Card
          aside={archived.length}
          title={texts.archived}
          note={archived.length > SHOWN ? texts.more(archived.length - SHOWN) : texts.archivedHow}
        >
          {archived.slice(0, SHOWN).map(row)}
        </Card>
      )}
    </>
  );
};

export const Conversations = (): JSX.Element => {
  const steward = useSteward();
  const resource = useResource(steward.call, 'GET /api/conversations');
  const deeds = useMemo(() => deedsOn(steward, resource, isListed), [steward, resource]);
  const act = useMemo(() => createConversationDeeds(deeds, resource), [deeds, resource]);
  const [query, setQuery] = useState('');
  const [openId, setOpenId] = useState<string>();
  const texts = t('conversations');
  const nowMs = steward.now();
  const open = resource.data.value?.conversations.find(({ id }) => id === openId);
  return (
    <>
      <Heading>{t('frame').places.conversations}</Heading>
      <Loaded resource={resource}>
        {(listed) => (
          <div class="sections">
            {listed.conversations.length > 0 && (
              <SearchField label={texts.search} value={query} onChange={setQuery} />
            )}
            <Lists
              listed={listed}
              query={query.trim()}
              row={(one) => (
                <ConversationRow
                  key={one.id}
                  one={one}
                  isActive={one.id === listed.activeId}
                  nowMs={nowMs}
                  deeds={deeds}
                  onOpen={() => setOpenId(one.id)}
                />
              )}
            />
            {open && <ConversationDialog one={open} act={act} onClose={() => setOpenId(undefined)} />}
          </div>
        )}
      </Loaded>
    </>
  );
};
