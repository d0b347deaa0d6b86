// What a person, a group or a team may use in a day: two numbers, either of which may be left empty.
import type { AllowanceView, BodyOf, People } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/fields.tsx';
import { Fault } from '../../components/rows.tsx';
import { useAttempt } from '../../frame/attempt.ts';
import { faultText } from '../../frame/resource.ts';
import { useSteward } from '../../frame/steward.ts';
import { numberText } from '../../texts/language.ts';
import { t } from '../../texts/texts.ts';
import { allowanceText } from '../allowance/allowance.tsx';
import { limitOf, MOST } from '../allowance/allowance-parts.ts';

/** A person, a group (negative) or a team. */
export interface Limited {
  id: number;
  name: string;
  allowance: AllowanceView | undefined;
}

type Limits = BodyOf<'PATCH /api/people'>['allowance'];

/** Telegram's ids end below. */
const LEAST_TEAM_ID = 2 ** 52;

const limitsOf = ({ allowance }: Limited): Limits => ({
  turns: allowance?.turns ?? null,
  tokens: allowance?.tokens ?? null,
});

/** Saves, and offers the way back. What it throws is said in the dialog. */
const useSave = (onListed: (people: People) => void) => {
  const { call, toasts, bridge } = useSteward();
  return async (id: number, allowance: Limits, before: Limits): Promise<void> => {
    onListed(await call('PATCH /api/people', { id, allowance }));
    bridge?.haptic('success');
    const undo = () =>
      call('PATCH /api/people', { id, allowance: before }).then(
        (people) => {
          onListed(people);
          toasts.show({ text: t('frame').undone });
        },
        (error) => toasts.show({ text: faultText(error) }),
      );
    toasts.show({ text: t('frame').saved, undo: () => void undo() });
  };
};

const useLimit = (what: 'turns' | 'tokens', before: number | null) => {
  const [typed, setTyped] = useState(before === null ? '' : String(before));
  const limit = limitOf(typed, MOST[what]);
  const texts = t('people');
  return {
    limit,
    field: {
      label: texts[what === 'turns' ? 'turnsADay' : 'tokensADay'],
      fault: limit === undefined ? texts.notANumber(numberText(MOST[what])) : undefined,
      placeholder: texts.noAllowance,
      ...{ value: typed, onInput: setTyped, inputMode: 'numeric' as const, maxLength: 16 },
    },
  };
};

export const AllowanceDialog = ({
  one,
  onListed,
  onClose,
}: {
  one: Limited;
  onListed: (people: People) => void;
  onClose: () => void;
}): JSX.Element => {
  const before = limitsOf(one);
  const turns = useLimit('turns', before.turns);
  const tokens = useLimit('tokens', before.tokens);
  const { fault, isBusy, run } = useAttempt();
  const save = useSave(onListed);
  const texts = t('people');
  const submit = () => {
    const limits = { turns: turns.limit, tokens: tokens.limit };
    if (isBusy || limits.turns === undefined || limits.tokens === undefined) return;
    const next = { turns: limits.turns, tokens: limits.tokens };
    if (next.turns === before.turns && next.tokens === before.tokens) return onClose();
    void run(async () => {
      await save(one.id, next, before);
      onClose();
    });
  };
  return (
    <Dialog title={texts.allowanceOf(one.name)} onClose={onClose} isSheet isShort>
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <p class="dialog-text">
          {texts.allowanceHow[one.id >= LEAST_TEAM_ID ? 'team' : 'one']}
          {one.allowance && ` ${allowanceText(one.allowance)}.`}
        </p>
        <TextField {...turns.field} />
        <TextField {...tokens.field} />
        {fault && <Fault text={fault} />}
        <button type="submit" class="button" disabled={isBusy}>
          {texts.save}
        </button>
      </form>
    </Dialog>
  );
};
