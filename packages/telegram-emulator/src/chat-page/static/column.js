// One person's view: their chats, the messages, and where they write.
import { api } from './api.js';
import { acceptDrops } from './attachments.js';
import { nameOf } from './avatar.js';
import { createChatTabs, createColumnHeader, titleOf, typingDots } from './column-header.js';
import { createComposer } from './composer.js';
import { element, iconButton, recall, remember } from './dom.js';
import { createDraftList } from './draft-list.js';
import { createEmptyState } from './empty-state.js';
import { icon } from './icons.js';
import { createMessageList } from './message-list.js';
import { canEdit } from './message-view.js';
import { createScrollKeeper } from './scroll-keeper.js';
import { serviceTextOf } from './service-text.js';
import { startParameterOf } from './start-link.js';
import { activityOf, addMessages, chatsOf, draftsOf } from './state.js';
import { toastFailure } from './toast.js';
import { createUnread } from './unread.js';

/** @import { PageMessage, PageUser } from '../protocol.ts' */
/** @import { MessageContext } from './message-view.js' */
/** @import { PageState } from './state.js' */

/**
 * The scrolling middle of a column.
 * @param {{ context: MessageContext, onSuggestion: (text: string) => void, onEarlier: () => void, onScrolled: () => void }} options
 */
const createViewport = ({ context, onSuggestion, onEarlier, onScrolled }) => {
  let list = createMessageList(context);
  const drafts = createDraftList(context.userId, context);
  const empty = createEmptyState(onSuggestion);
  const earlier = element(
    'button',
    { type: 'button', class: 'earlier', on: { click: onEarlier } },
    'Earlier messages',
  );
  const typing = element('div', { class: 'typing', 'aria-hidden': 'true' }, typingDots());
  const content = element(
    'div',
    { class: 'scroll-content' },
    empty.node,
    earlier,
    list.node,
    drafts.node,
    typing,
  );
  const scroller = element('div', { class: 'scroller' }, content);
  const count = element('span', { class: 'badge' });
  const toEnd = iconButton('To the latest message', icon('down'), () => keeper.toEnd(), {
    class: 'icon-button to-end',
  });
  toEnd.append(count);
  const keeper = createScrollKeeper(scroller, content, onScrolled);

  return {
    node: element('div', { class: 'viewport' }, scroller, toEnd),
    keeper,
    list: () => list,
    /** Another chat begins with a fresh list. */
    renew: () => {
      const fresh = createMessageList(context);
      list.node.replaceWith(fresh.node);
      list = fresh;
    },
    /** Keeps what is seen in its place while messages are put before it. @param {() => void} change */
    keepPlace: (change) => {
      const before = content.scrollHeight;
      change();
      scroller.scrollTop += content.scrollHeight - before;
    },
    /** @param {PageState} state @param {ReturnType<typeof chatsOf>[number]} chat @param {number} unread */
    update: (state, chat, unread) => {
      const messages = [...(state.messages.get(chat.id)?.values() ?? [])];
      const now = Date.now();
      const writing = draftsOf(state, chat.id, now);
      list.update(messages);
      drafts.update(chat.id, writing);
      typing.hidden = writing.length > 0 || activityOf(state, chat.id, now) === undefined;
      empty.update(
        messages.every((message) => serviceTextOf(message) !== undefined),
        chat,
        state,
      );
      earlier.hidden = !state.more.has(chat.id);
      toEnd.hidden = keeper.atEnd();
      count.textContent = String(unread);
      count.hidden = unread === 0;
    },
  };
};

/**
 * Makes the column of a person.
 * @param {PageUser} user
 * @param {{ state: () => PageState, onHide: () => void, onChange: () => void }} options
 */
export const createColumn = (user, { state, onHide, onChange }) => {
  const rememberedChat = `steward.chat.${user.id}`;
  let chatId = Number(recall(rememberedChat) ?? user.id);
  const unread = createUnread(user.id, state);
  const messages = () => [...(state().messages.get(chatId)?.values() ?? [])];
  const composer = createComposer({
    userId: user.id,
    chatId: () => chatId,
    commands: () => state().commands,
    menuButton: () => (chatId === user.id ? state().menuButtons[user.id] : undefined),
    bot: () => state().bot,
    start: () => (chatId === user.id ? startParameterOf(location, state().bot?.username) : undefined),
    lastOwn: () => messages().findLast((message) => canEdit(message, user.id)),
    onSent: () => viewport.keeper.toEnd(),
  });
  const viewport = createViewport({
    context: {
      userId: user.id,
      isGroup: () => chatId !== user.id,
      onCommand: composer.sendText,
      onReply: composer.reply,
      onEdit: composer.edit,
      onJump: (id) => viewport.list().jumpTo(id),
    },
    onSuggestion: composer.sendText,
    onEarlier: () => loadEarlier().catch(toastFailure),
    onScrolled: onChange,
  });
  const header = createColumnHeader(user, onHide);
  const tabs = createChatTabs((id) => showChat(id));
  const node = element(
    'section',
    { class: 'column', 'aria-label': `Chat as ${nameOf(user)}`, data: { user: user.id } },
    header.node,
    tabs.node,
    viewport.node,
    composer.node,
  );
  acceptDrops(node, composer.addFiles);

  const loadEarlier = async () => {
    const [first] = messages();
    if (!first) return;
    const asked = chatId;
    const answer = await api.history(asked, first.message_id);
    addMessages(state(), asked, answer.messages);
    if (!answer.more) state().more.delete(asked);
    viewport.keepPlace(update);
  };

  /** @type {PageMessage | undefined} */
  let answered;
  /** Who is asked for a reply gets to write one, as in Telegram's apps; once, because it can be cancelled. */
  const answerAsked = () => {
    const { message, whom } = state().asked.get(chatId) ?? {};
    if (!message || message === answered || messages().at(-1)?.message_id !== message.message_id) return;
    answered = message;
    if (whom === 'all' || whom === user.id) composer.askFor(message);
  };

  const update = () => {
    const chats = chatsOf(state(), user.id);
    unread.begin(chats);
    let current = chats.find(({ id }) => id === chatId);
    if (!current) {
      chatId = user.id;
      current = chats[0];
    }
    if (!current) return;
    if (viewport.keeper.atEnd() && !document.hidden && node.checkVisibility()) unread.see(chatId);
    header.update(current, state());
    tabs.update(
      chats.map((chat) => ({
        id: chat.id,
        name: titleOf(chat, state()),
        count: unread.of(chat.id),
        active: chat.id === chatId,
      })),
    );
    viewport.update(state(), current, unread.of(chatId));
    composer.update();
    answerAsked();
  };

  /** @param {number} id */
  const showChat = (id) => {
    chatId = id;
    remember(rememberedChat, String(id));
    composer.clearContext();
    viewport.renew();
    update();
    viewport.keeper.jump();
    composer.focus();
  };

  return {
    user,
    node,
    update,
    showChat,
    /** Unread messages in all chats of this person. */
    unread: () => chatsOf(state(), user.id).reduce((sum, { id }) => sum + unread.of(id), 0),
    focus: composer.focus,
    /** Draws, and goes to the end at once if that is where the reader was: for a column that was hidden. */
    settle: () => {
      update();
      if (viewport.keeper.atEnd()) viewport.keeper.jump();
    },
    stop: viewport.keeper.stop,
  };
};
