// What may be used in a day, and how much of it was: bars, and from when on it is short words beside them.
import type { AllowanceView } from '@steward/core/web-contract';
import type { ComponentChildren, JSX } from 'preact';
import { useSteward } from '../../frame/steward.ts';
import { momentText } from '../../texts/language.ts';
import { t } from '../../texts/texts.ts';
import { type AllowancePart, levelOfAll, partsOf } from './allowance-parts.ts';

const wordsOf = ({ what, used, most }: AllowancePart): string =>
  t('allowance')[what === 'turns' ? 'usedTurns' : 'usedTokens'](used, most);

/** `8 of 10 turns, 3,000 of 20K tokens today · nearly used up`; of what has a limit. */
export const allowanceText = (view: AllowanceView): string => {
  const parts = partsOf(view);
  const { today, states } = t('allowance');
  return [today(parts.map(wordsOf).join(', ')), states[levelOfAll(parts)]].filter(Boolean).join(' · ');
};

const Part = ({ part }: { part: AllowancePart }): JSX.Element => {
  const words = wordsOf(part);
  const state = t('allowance').states[part.level];
  return (
    <div class={`allowance-part ${part.level}`}>
      <span>
        {words}
        {state && <strong> · {state}</strong>}
      </span>
      {/* One of nothing is no part: it is full. */}
      <progress
        aria-label={words}
        max={part.most || 1}
        value={part.most ? Math.min(part.used, part.most) : 1}
      />
    </div>
  );
};

export const Allowance = ({
  label,
  view,
}: {
  label: ComponentChildren;
  view: AllowanceView;
}): JSX.Element => {
  const { now, me } = useSteward();
  const texts = t('allowance');
  const more = texts[me.value?.isOperator ? 'moreForOperator' : 'more'];
  const parts = partsOf(view);
  const level = levelOfAll(parts);
  return (
    <div class="row-box">
      <div class="allowance">
        <span class="row-label" dir="auto">
          {label}
        </span>
        {parts.map((part) => (
          <Part key={part.what} part={part} />
        ))}
        <p class="row-sub">
          {texts.anew(momentText(view.anewAtMs, now()))}
          {level === 'none' && ` ${more}`}
        </p>
      </div>
    </div>
  );
};
