// The cards below the top bar: what the server offers beside the chats. Each can be put away; a tool brings the first back.
import { api } from './api.js';
import { openConnectDialog } from './connect-dialog.js';
import { element, iconButton, recall, remember } from './dom.js';
import { icon } from './icons.js';
import { createModelCard } from './model-card.js';

const putAwayKey = 'steward.connect-card';
/** A model server may come, and a download goes on in another tab. */
const idleMs = 15_000;
const busyMs = 1_000;

/** @param {string} note */
const connectCard = (note) => {
  const start = element('button', { type: 'button', class: 'primary small' }, 'Connect');
  const away = iconButton('Not now', icon('close'), () => {
    remember(putAwayKey, 'away');
    node.remove();
    document.getElementById('cards')?.toggleAttribute('hidden', !document.querySelector('.card'));
  });
  const node = element(
    'article',
    { class: 'card connect-card' },
    element('span', { class: 'card-icon' }, icon('phone')),
    element(
      'div',
      { class: 'card-words' },
      element('h2', {}, 'Connect my Telegram'),
      element('p', {}, 'Use this assistant in Telegram itself, with a bot of your own. It takes a minute.'),
    ),
    start,
    away,
  );
  start.addEventListener('click', () => openConnectDialog(note));
  return node;
};

/**
 * Shows what is offered, and looks now and then for what is new.
 * @param {HTMLElement} place
 * @param {HTMLElement} tools
 */
export const startCards = (place, tools) => {
  const model = createModelCard(() => look());
  let known = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {string} note */
  const offerConnect = (note) => {
    if (known) return;
    known = true;
    tools.prepend(iconButton('Connect my Telegram', icon('phone'), () => openConnectDialog(note)));
    if (recall(putAwayKey) !== 'away') place.append(connectCard(note));
  };

  const look = async () => {
    clearTimeout(timer);
    let isBusy = false;
    // In the background nobody looks; a server that is away is told of elsewhere.
    const offered = document.hidden ? undefined : await api.cards().catch(() => undefined);
    if (offered) {
      if (offered.connect) offerConnect(offered.connect.note);
      isBusy = offered.model?.state === 'pulling';
      model.update(offered.model);
      if (offered.model && !model.node.isConnected) place.prepend(model.node);
      if (!offered.model) model.node.remove();
      place.hidden = place.childElementCount === 0;
    }
    clearTimeout(timer);
    timer = setTimeout(look, isBusy ? busyMs : idleMs);
  };
  document.addEventListener('visibilitychange', () => document.hidden || look());
  look();
};
