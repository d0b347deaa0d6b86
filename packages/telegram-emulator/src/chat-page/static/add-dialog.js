// The dialog behind "+": another person, or a group of those who are there.
import { api } from './api.js';
import { avatar, nameOf } from './avatar.js';
import { element } from './dom.js';
import { toastFailure } from './toast.js';

/** @import { PageUser } from '../protocol.ts' */

/** @param {string} label @param {Record<string, unknown>} props */
const labelled = (label, props) => {
  const input = element('input', { type: 'text', autocomplete: 'off', maxlength: 64, ...props });
  return { input, node: element('label', { class: 'labelled' }, element('span', {}, label), input) };
};

const personForm = () => {
  const first = labelled('First name', { required: true, name: 'first-name', placeholder: 'Ann' });
  const last = labelled('Last name', { name: 'last-name', placeholder: 'optional' });
  const node = element('div', { class: 'form-fields', id: 'person-fields' }, first.node, last.node);
  const submit = async () => {
    const lastName = last.input.value.trim() || undefined;
    const { user } = await api.addPerson({ firstName: first.input.value.trim(), lastName });
    return { userId: user.id };
  };
  return { node, first: first.input, submit };
};

/** @param {PageUser[]} users */
const groupForm = (users) => {
  const title = labelled('Title', { required: true, name: 'title', maxlength: 128, placeholder: 'Family' });
  const boxes = users.map((user) => element('input', { type: 'checkbox', checked: true, value: user.id }));
  const rows = users.map((user, index) =>
    element(
      'label',
      { class: 'member' },
      boxes[index],
      avatar({ id: user.id, name: nameOf(user), size: 'small' }),
      element('span', {}, nameOf(user)),
    ),
  );
  const members = element('fieldset', { class: 'members' }, element('legend', {}, 'Members'), ...rows);
  const node = element('div', { class: 'form-fields', id: 'group-fields' }, title.node, members);
  const submit = async () => {
    const memberIds = boxes.filter((box) => box.checked).map((box) => Number(box.value));
    if (memberIds.length === 0) throw new Error('A group needs a member.');
    const { chat } = await api.addGroup({ title: title.input.value.trim(), memberIds });
    return { userId: memberIds[0] ?? 0, chatId: chat.id };
  };
  return { node, first: title.input, submit };
};

/**
 * Opens the dialog.
 * @param {PageUser[]} users
 * @param {(added: { userId: number, chatId?: number }) => void} onAdded
 */
export const openAddDialog = (users, onAdded) => {
  const forms = { person: personForm(), group: groupForm(users) };
  /** @type {'person' | 'group'} */
  let kind = 'person';
  const slot = element('div');
  /** @param {'person' | 'group'} value @param {string} label */
  const tab = (value, label) =>
    element(
      'button',
      { type: 'button', role: 'tab', class: 'segment', on: { click: () => show(value) } },
      label,
    );
  const tabs = { person: tab('person', 'A person'), group: tab('group', 'A group') };
  const cancel = element('button', { type: 'button', class: 'plain' }, 'Cancel');
  const form = element(
    'form',
    {},
    element('h2', {}, 'Add'),
    element('div', { class: 'segments', role: 'tablist' }, tabs.person, tabs.group),
    slot,
    element('div', { class: 'dialog-actions' }, cancel, element('button', { class: 'primary' }, 'Add')),
  );
  const dialog = element(
    'dialog',
    { class: 'dialog', 'aria-label': 'Add a person or a group', on: { close: () => dialog.remove() } },
    form,
  );

  /** @param {'person' | 'group'} next */
  const show = (next) => {
    kind = next;
    for (const [name, node] of Object.entries(tabs))
      node.setAttribute('aria-selected', String(name === next));
    slot.replaceChildren(forms[next].node);
    forms[next].first.focus();
  };
  cancel.addEventListener('click', () => dialog.close());
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    try {
      onAdded(await forms[kind].submit());
      dialog.close();
    } catch (error) {
      toastFailure(error);
    }
  });
  document.body.append(dialog);
  dialog.showModal();
  show('person');
};
