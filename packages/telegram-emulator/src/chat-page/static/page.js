// The page: keeps the state, one column a person, and draws once a frame whatever has changed.
import { openAddDialog } from './add-dialog.js';
import { announce } from './announce.js';
import { startCards } from './cards.js';
import { createColumn } from './column.js';
import { connect } from './connection.js';
import { byId, recall, remember } from './dom.js';
import { createPeopleBar } from './people-bar.js';
import { followLink, pathOfLink, startParameterOf } from './start-link.js';
import { applyEvent, emptyState } from './state.js';
import { statusButton } from './status-panel.js';
import { openSwitcher } from './switcher.js';
import { themeButton } from './theme.js';

const state = emptyState();
const columnsNode = byId('columns');
/** @type {Map<number, ReturnType<typeof createColumn>>} */
const columns = new Map();
/** @type {Set<number>} */
const hidden = new Set(JSON.parse(recall('steward.hidden') ?? '[]'));
let activeId = Number(recall('steward.person') ?? 0);
let drawing = 0;

/** Draws in the next frame, or soon where the page is in the background and has no frames. */
const redraw = () => {
  if (drawing) return;
  drawing = 1;
  if (document.hidden) setTimeout(draw, 100);
  else requestAnimationFrame(draw);
};

/** @param {number} userId */
const activate = (userId) => {
  if (activeId === userId) return;
  activeId = userId;
  remember('steward.person', String(userId));
  redraw();
};

/** @param {number} userId @param {boolean} away */
const putAway = (userId, away) => {
  if (away) hidden.add(userId);
  else hidden.delete(userId);
  remember('steward.hidden', JSON.stringify([...hidden]));
};

/** @param {number} userId @param {number} [chatId] */
const goTo = (userId, chatId) => {
  putAway(userId, false);
  activate(userId);
  draw();
  const column = columns.get(userId);
  if (!column) return;
  column.settle();
  if (chatId !== undefined) column.showChat(chatId);
  column.node.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  column.focus();
};

/** @param {number} userId */
const hide = (userId) => {
  putAway(userId, true);
  const other = state.users.find((user) => !hidden.has(user.id));
  if (other && activeId === userId) goTo(other.id);
  redraw();
};

const peopleBar = createPeopleBar(byId('people'), {
  onPick: (userId) => goTo(userId),
  onAdd: () => openAddDialog(state.users, ({ userId, chatId }) => goWhenKnown(userId, chatId)),
});

/** The answer to a request may be faster than the event about it. @param {number} userId @param {number} [chatId] */
const goWhenKnown = (userId, chatId) => {
  const known =
    state.users.some((user) => user.id === userId) &&
    (chatId === undefined || state.chats.some((chat) => chat.id === chatId));
  if (known) goTo(userId, chatId);
  else setTimeout(() => goWhenKnown(userId, chatId), 30);
};

const syncColumns = () => {
  for (const [id, column] of columns) {
    if (state.users.some((user) => user.id === id)) continue;
    column.stop();
    column.node.remove();
    columns.delete(id);
  }
  for (const user of state.users) {
    if (columns.has(user.id)) continue;
    const column = createColumn(user, { state: () => state, onHide: () => hide(user.id), onChange: redraw });
    column.node.addEventListener('focusin', () => activate(user.id));
    columns.set(user.id, column);
    columnsNode.append(column.node);
    column.settle();
  }
};

const draw = () => {
  drawing = 0;
  if (!state.ready) return;
  if (!state.users.some((user) => user.id === activeId && !hidden.has(user.id))) {
    activeId = (state.users.find((user) => !hidden.has(user.id)) ?? state.users[0])?.id ?? 0;
    hidden.delete(activeId);
  }
  const shownCount = state.users.filter((user) => !hidden.has(user.id)).length;
  columnsNode.dataset.count = String(shownCount);
  syncColumns();
  let unread = 0;
  for (const [id, column] of columns) {
    column.node.classList.toggle('put-away', hidden.has(id));
    column.node.classList.toggle('active', id === activeId);
    column.update();
    unread += column.unread();
  }
  peopleBar.update(
    [...columns.values()].map(({ user, unread: count }) => ({
      user,
      active: user.id === activeId,
      shown: !hidden.has(user.id),
      unread: count(),
    })),
  );
  document.title = unread > 0 ? `(${unread}) Steward` : 'Steward';
};

byId('tools').append(statusButton(), themeButton());
startCards(byId('cards'), byId('tools'));
document.addEventListener('visibilitychange', redraw);
addEventListener('resize', redraw);
addEventListener('popstate', () => goWhereTheLinkLeads());
// Telegram follows a link to the bot within itself; here the bot is on this page alone.
addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const path = link ? pathOfLink(link.href, state.bot?.username) : undefined;
  if (path === undefined) return;
  event.preventDefault();
  followLink(path);
});
addEventListener('keydown', (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
  event.preventDefault();
  openSwitcher(state, goTo);
});
// A file that misses a column must not replace the page.
for (const name of ['dragover', 'drop']) addEventListener(name, (event) => event.preventDefault());

/** A link to the bot leads into the private chat. */
const goWhereTheLinkLeads = () => {
  if (startParameterOf(location, state.bot?.username) !== undefined)
    columns.get(activeId)?.showChat(activeId);
  redraw();
};

let focused = false;
connect((event) => {
  applyEvent(state, event);
  announce(event);
  redraw();
  // Typing and drafts end by themselves.
  const brief = event.type === 'action' ? [event.action] : event.type === 'drafts' ? event.drafts : [];
  for (const one of brief) if (one) setTimeout(redraw, one.expiresAt - Date.now() + 50);
  if (event.type !== 'state' || focused) return;
  focused = true;
  draw();
  goWhereTheLinkLeads();
  // On a phone the keyboard would cover the greeting.
  if (matchMedia('(pointer: fine)').matches) columns.get(activeId)?.focus();
});
