// The card of a model to download: its size, how far it is, and a way to stop.
import { api } from './api.js';
import { element } from './dom.js';
import { icon } from './icons.js';
import { toastFailure } from './toast.js';

/** @import { ModelOffer } from '../cards/card-ports.ts' */

const titles = {
  offered: /** @param {string} name */ (name) => `Get ${name}?`,
  pulling: /** @param {string} name */ (name) => `Getting ${name}`,
  stopped: /** @param {string} name */ (name) => `${name} is not whole yet`,
  failed: /** @param {string} name */ (name) => `${name} could not be got`,
  done: /** @param {string} name */ (name) => `${name} is here`,
};
const actions = { offered: 'Download', pulling: 'Stop', stopped: 'Go on', failed: 'Try again', done: '' };

/** @param {() => void} onChange After something was asked for. */
export const createModelCard = (onChange) => {
  const title = element('h2');
  const words = element('p');
  const bar = element('progress', { max: 100, 'aria-label': 'Downloaded' });
  const action = element('button', { type: 'button', class: 'primary small' });
  const node = element(
    'article',
    { class: 'card model-card' },
    element('span', { class: 'card-icon' }, icon('download')),
    element('div', { class: 'card-words' }, title, words, bar),
    action,
  );
  /** @type {ModelOffer | undefined} */
  let shown;

  action.addEventListener('click', async () => {
    action.disabled = true;
    try {
      await (shown?.state === 'pulling' ? api.stopPull() : api.pullModel());
    } catch (error) {
      toastFailure(error);
    }
    action.disabled = false;
    onChange();
  });

  return {
    node,
    /** @param {ModelOffer | undefined} offer */
    update: (offer) => {
      shown = offer;
      if (!offer) return;
      const { name, state, sizeBytes, doneBytes = 0, sentence } = offer;
      title.textContent = titles[state](name);
      words.textContent = sentence;
      bar.hidden = !['pulling', 'stopped'].includes(state) || sizeBytes === undefined;
      if (sizeBytes) bar.value = Math.min(100, (100 * doneBytes) / sizeBytes);
      action.hidden = state === 'done';
      action.textContent = actions[state];
      action.classList.toggle('quiet', state === 'pulling');
    },
  };
};
