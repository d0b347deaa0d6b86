// One rule: which words and senders, and what becomes of it.
import type { Integrations, Kind, RoutingRule } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Dialog } from '../../components/dialog.tsx';
import { SelectRow, TextField } from '../../components/fields.tsx';
import { ActionRow, Fault } from '../../components/rows.tsx';
import { t } from '../../texts/texts.ts';
import { textOf } from '../settings/save-settings.ts';
import { hasCondition, LONGEST_TYPED, targetChoices, typedOf, wordsFault, wordsOf } from './rule-form.ts';

const KINDS: readonly Kind[] = ['event', 'task', 'reminder', 'note'];

const NEW: RoutingRule = { words: [], senders: [], to: 'event' };

interface Chosen {
  kind: RoutingRule['kind'] | undefined;
  to: Kind;
  target: RoutingRule['target'] | undefined;
}

/** What is typed and chosen, as a rule. */
const useRule = ({ kind, target, ...rule }: RoutingRule) => {
  const [words, setWords] = useState(typedOf(rule.words));
  const [senders, setSenders] = useState(typedOf(rule.senders));
  const [chosen, choose] = useState<Chosen>({ kind, target, to: rule.to });
  const made: RoutingRule = {
    ...(chosen.kind && { kind: chosen.kind }),
    words: wordsOf(words, rule.words),
    senders: wordsOf(senders, rule.senders),
    to: chosen.to,
    ...(chosen.target && { target: chosen.target }),
  };
  return {
    made,
    words,
    setWords,
    senders,
    setSenders,
    choose: (one: Partial<Chosen>) => choose({ ...chosen, ...one }),
  };
};

export const RuleDialog = ({
  rule = NEW,
  listed,
  onSave,
  onDelete,
  onClose,
}: {
  /** Undefined: a new one. */
  rule: RoutingRule | undefined;
  listed: Integrations | undefined;
  onSave: (rule: RoutingRule) => void;
  onDelete: (() => void) | undefined;
  onClose: () => void;
}): JSX.Element => {
  const { made, words, setWords, senders, setSenders, choose } = useRule(rule);
  const [isTold, setTold] = useState(false);
  const texts = t('rules');
  const kinds = KINDS.map((kind) => ({ value: kind, label: texts.kinds[kind] }));
  const targets = targetChoices(made, listed);
  const faults = { words: wordsFault(made.words), senders: wordsFault(made.senders) };
  const isWhole = hasCondition(made);
  return (
    <Dialog title={texts[onDelete ? 'rule' : 'add']} onClose={onClose} isSheet isShort>
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          setTold(!isWhole);
          if (!isWhole || faults.words || faults.senders) return;
          onClose();
          onSave(made);
        }}
      >
        <TextField
          label={texts.words}
          note={texts.wordsHow}
          fault={faults.words}
          value={words}
          onInput={setWords}
          maxLength={LONGEST_TYPED}
          dir="auto"
        />
        <TextField
          label={texts.senders}
          note={texts.sendersHow}
          fault={faults.senders}
          value={senders}
          onInput={setSenders}
          maxLength={LONGEST_TYPED}
          dir="auto"
        />
        <SelectRow
          label={texts.kind}
          value={made.kind ?? ''}
          choices={[{ value: '', label: texts.any }, ...kinds]}
          onChange={(value) => choose({ kind: kinds.find((one) => one.value === value)?.value })}
        />
        <SelectRow
          label={texts.to}
          value={made.to}
          choices={kinds}
          // A calendar takes no notes.
          onChange={(value) => choose({ to: value as Kind, target: undefined })}
        />
        {targets.length > 0 && (
          <SelectRow
            label={texts.target}
            value={made.target ? textOf(made.target) : ''}
            choices={targets}
            onChange={(value) => choose({ target: value ? JSON.parse(value) : undefined })}
          />
        )}
        {isTold && !isWhole && <Fault text={texts.noCondition} />}
        <button type="submit" class="button">
          {texts.save}
        </button>
        {onDelete && (
          <ActionRow
            icon="trash"
            tint="red"
            label={texts.delete}
            isDanger
            onAct={() => {
              onClose();
              onDelete();
            }}
          />
        )}
      </form>
    </Dialog>
  );
};
