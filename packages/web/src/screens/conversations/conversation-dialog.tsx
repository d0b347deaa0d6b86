// One conversation: its title to change, and what else can be done to it.
import type { Conversation } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Confirm, Dialog } from '../../components/dialog.tsx';
import { type ActionLook, ActionRow } from '../../components/rows.tsx';
import { t } from '../../texts/texts.ts';
import type { ConversationDeeds } from './conversation-deeds.ts';

/** As many as the bot takes. */
const LONGEST_TITLE = 48;

const RenameForm = ({
  title,
  onRename,
}: {
  title: string;
  onRename: (title: string) => void;
}): JSX.Element => {
  const [typed, setTyped] = useState(title);
  const next = typed.trim();
  return (
    <form
      class="rename"
      onSubmit={(event) => {
        event.preventDefault();
        if (next !== '' && next !== title) onRename(next);
      }}
    >
      <input
        type="text"
        dir="auto"
        aria-label={t('conversations').title}
        maxLength={LONGEST_TITLE}
        value={typed}
        enterkeyhint="done"
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <button type="submit" class="button" disabled={next === '' || next === title}>
        {t('conversations').rename}
      </button>
    </form>
  );
};

export const ConversationDialog = ({
  one,
  act,
  onClose,
}: {
  one: Conversation;
  act: ConversationDeeds;
  onClose: () => void;
}): JSX.Element => {
  const [isAsking, setAsking] = useState(false);
  const texts = t('conversations');
  const closing = (deed: () => void) => () => {
    onClose();
    deed();
  };
  const actions: (ActionLook & { deed: () => void })[] = [
    one.isArchived
      ? { icon: 'restore', tint: 'green', label: texts.restore, deed: () => act.restore(one) }
      : { icon: 'archive', tint: 'orange', label: texts.archive, deed: () => act.archive(one) },
    {
      icon: 'file',
      tint: 'blue',
      label: texts.sendText,
      sub: texts.sendTextHow,
      deed: () => act.send(one, 'markdown'),
    },
    {
      icon: 'file',
      tint: 'grey',
      label: texts.sendData,
      sub: texts.sendDataHow,
      deed: () => act.send(one, 'json'),
    },
  ];
  if (isAsking)
    return (
      <Confirm
        title={texts.deleteAsk}
        text={texts.deleteHow(one.title, one.messageCount)}
        action={texts.delete}
        onConfirm={() => act.remove(one)}
        onClose={onClose}
      />
    );
  return (
    <Dialog title={texts.conversation(one.number)} onClose={onClose} isSheet isShort>
      <RenameForm title={one.title} onRename={(title) => closing(() => act.rename(one, title))()} />
      <div class="dialog-list">
        {actions.map(({ deed, ...row }) => (
          <ActionRow key={row.label} {...row} isPlain onAct={closing(deed)} />
        ))}
        <ActionRow icon="trash" tint="red" label={texts.delete} isDanger onAct={() => setAsking(true)} />
      </div>
    </Dialog>
  );
};
