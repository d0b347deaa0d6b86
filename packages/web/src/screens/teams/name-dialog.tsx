// What a team is called: of a new one, and another name for one that is there.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/fields.tsx';
import { useAttempt } from '../../frame/attempt.ts';
import { useSteward } from '../../frame/steward.ts';
import { t } from '../../texts/texts.ts';

/** As many characters as the server takes. */
const LONGEST_NAME = 64;

export const NameDialog = ({
  title,
  action,
  before = '',
  onName,
  onClose,
}: {
  title: string;
  action: string;
  before?: string;
  /** What it throws is said below the field. */
  onName: (name: string) => Promise<void> | void;
  onClose: () => void;
}): JSX.Element => {
  const [typed, setTyped] = useState(before);
  const { fault, isBusy, run } = useAttempt();
  const name = typed.replace(/\s+/g, ' ').trim();
  return (
    <Dialog title={title} onClose={onClose} isSheet isShort>
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (name !== '' && name !== before && !isBusy) void run(async () => onName(name));
        }}
      >
        <TextField
          label={t('teams').name}
          value={typed}
          onInput={setTyped}
          maxLength={LONGEST_NAME}
          dir="auto"
          fault={fault}
        />
        <button type="submit" class="button" disabled={isBusy || name === '' || name === before}>
          {action}
        </button>
      </form>
    </Dialog>
  );
};

export const NewTeamDialog = ({
  onMade,
  onClose,
}: {
  onMade: (team: number) => Promise<void>;
  onClose: () => void;
}): JSX.Element => {
  const { call, toasts, bridge } = useSteward();
  const texts = t('teams');
  return (
    <NameDialog
      title={texts.make}
      action={texts.makeIt}
      onName={async (name) => {
        const { team } = await call('POST /api/teams', { name });
        bridge?.haptic('success');
        onClose();
        await onMade(team);
        toasts.show({ text: texts.made(name) });
      }}
      onClose={onClose}
    />
  );
};
