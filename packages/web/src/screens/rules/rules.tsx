// The rules in their order: which words and senders, and what becomes of it.
import type { Integrations, RoutingRule } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { Icon } from '../../components/icons.tsx';
import { ActionRow, Card, Fault } from '../../components/rows.tsx';
import { Empty } from '../../components/states.tsx';
import { Loaded } from '../../frame/loaded.tsx';
import { useResource } from '../../frame/resource.ts';
import { Heading } from '../../frame/shell.tsx';
import { useSteward } from '../../frame/steward.ts';
import { t } from '../../texts/texts.ts';
import { textOf } from '../settings/save-settings.ts';
import { saverFor } from '../settings/saver.ts';
import { RuleDialog } from './rule-dialog.tsx';
import { conditionsOf, MAX_RULES, targetOf } from './rule-form.ts';
import { TrySentence } from './try-sentence.tsx';

type Way = 'up' | 'down';

const idOf = (way: Way, index: number): string => `${way}-${index}`;

const RuleRow = ({
  rule,
  index,
  count,
  listed,
  onOpen,
  onMove,
}: {
  rule: RoutingRule;
  index: number;
  count: number;
  listed: Integrations | undefined;
  onOpen: () => void;
  onMove: (way: Way) => void;
}): JSX.Element => {
  const texts = t('rules');
  const target = targetOf(rule, listed);
  return (
    <div class="row-box">
      <div class="ticking">
        <button type="button" class="row action" aria-haspopup="dialog" onClick={onOpen}>
          <span class="row-text">
            <span class="row-label" dir="auto">
              {conditionsOf(rule)}
            </span>
            <span class="row-sub">
              → {texts.kinds[rule.to]}
              {target && (
                <>
                  {' · '}
                  <span class={target.isGone ? 'overdue' : ''}>{target.name}</span>
                </>
              )}
            </span>
          </span>
        </button>
        {(['up', 'down'] as const).map((way) => (
          <button
            type="button"
            key={way}
            id={idOf(way, index)}
            class="round"
            aria-label={texts[way](index + 1, count)}
            disabled={index === (way === 'up' ? 0 : count - 1)}
            onClick={() => onMove(way)}
          >
            <Icon name={way} />
          </button>
        ))}
      </div>
    </div>
  );
};

const Rules = ({ rules }: { rules: RoutingRule[] }): JSX.Element => {
  const steward = useSteward();
  const { faults, save } = saverFor(steward);
  const listed = useResource(steward.call, 'GET /api/integrations').data.value;
  /** `rule`: undefined where one is added. */
  const [opened, setOpened] = useState<{ rule?: RoutingRule }>();
  const [focus, setFocus] = useState<string>();
  // The keyboard stays on what was moved.
  useLayoutEffect(() => {
    if (focus) document.getElementById(focus)?.focus();
    setFocus(undefined);
  }, [focus]);
  const texts = t('rules');
  const keep = (next: RoutingRule[]) => void save({ rules: next });
  const move = (from: number, way: Way) => {
    const to = from + (way === 'up' ? -1 : 1);
    const isLast = to === (way === 'up' ? 0 : rules.length - 1);
    keep(rules.with(from, rules[to] as RoutingRule).with(to, rules[from] as RoutingRule));
    setFocus(idOf(isLast ? (way === 'up' ? 'down' : 'up') : way, to));
  };
  // It may stand elsewhere by now, or be gone.
  const isOpened = (one: RoutingRule) => textOf(one) === textOf(opened?.rule);
  const put = (rule: RoutingRule) => {
    const at = opened?.rule ? rules.findIndex(isOpened) : -1;
    keep(at < 0 ? [...rules, rule] : rules.with(at, rule));
  };
  return (
    <div class="sections">
      <Card note={rules.length >= MAX_RULES ? texts.full : undefined}>
        {rules.length === 0 && <Empty icon="spark">{texts.empty}</Empty>}
        {rules.map((rule, index) => (
          <RuleRow
            key={index}
            {...{ rule, index, listed }}
            count={rules.length}
            onOpen={() => setOpened({ rule })}
            onMove={(way) => move(index, way)}
          />
        ))}
        {rules.length < MAX_RULES && (
          <ActionRow label={texts.add} opens="dialog" onAct={() => setOpened({})} />
        )}
        {faults.value.rules && <Fault text={faults.value.rules} />}
      </Card>
      <TrySentence rules={rules} listed={listed} />
      {opened && (
        <RuleDialog
          rule={opened.rule}
          listed={listed}
          onSave={put}
          onDelete={opened.rule && (() => keep(rules.filter((one) => !isOpened(one))))}
          onClose={() => setOpened(undefined)}
        />
      )}
    </div>
  );
};

export const RulesScreen = (): JSX.Element => {
  const resource = useResource(useSteward().call, 'GET /api/settings');
  return (
    <>
      <Heading sub={t('rules').how}>{t('frame').places.rules}</Heading>
      <Loaded resource={resource} rows={[2]}>
        {({ settings }) => <Rules rules={settings.rules} />}
      </Loaded>
    </>
  );
};
