// What would become of a sentence, by the rules as they stand here.
import type { Integrations, RoutingRule, TriedSentence, TriedTime } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Facts } from '../../components/facts.tsx';
import { TextField } from '../../components/fields.tsx';
import { Card, Fault } from '../../components/rows.tsx';
import { useAttempt } from '../../frame/attempt.ts';
import { useSteward } from '../../frame/steward.ts';
import { momentText, plainDateText } from '../../texts/language.ts';
import { t } from '../../texts/texts.ts';
import { targetOf } from './rule-form.ts';

const timeText = (time: TriedTime | undefined, nowMs: number): string | undefined => {
  const { asked } = t('rules');
  if (!time) return undefined;
  if ('startMs' in time) return momentText(time.startMs, nowMs);
  if ('from' in time) return plainDateText(time.from);
  if ('date' in time) return `${plainDateText(time.date)} · ${asked}`;
  return 'often' in time ? time.often : asked;
};

const Outcome = ({
  tried,
  rules,
  listed,
}: {
  tried: TriedSentence;
  rules: RoutingRule[];
  listed: Integrations | undefined;
}): JSX.Element => {
  const { now } = useSteward();
  const texts = t('rules');
  const { isSure, kind, place, time, title } = tried;
  if (!kind) return <p class="note">{texts.chat}</p>;
  const by = rules[tried.rule ?? -1];
  return (
    <>
      <Facts
        facts={[
          [texts.to, texts.kinds[kind]],
          [texts.rule, by ? `${Number(tried.rule) + 1}` : texts.none],
          [texts.target, (by && targetOf(by, listed)?.name) ?? texts.usual],
          [texts.title, title || undefined],
          [texts.time, timeText(time, now())],
          [texts.place, place],
        ]}
      />
      {!isSure && <p class="note">{texts.unsure}</p>}
    </>
  );
};

export const TrySentence = ({
  rules,
  listed,
}: {
  rules: RoutingRule[];
  listed: Integrations | undefined;
}): JSX.Element => {
  const { call } = useSteward();
  const [text, setText] = useState('');
  const [sender, setSender] = useState('');
  const [tried, setTried] = useState<{ rules: RoutingRule[]; tried: TriedSentence }>();
  const { fault, isBusy, run } = useAttempt();
  const outcome = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (tried) outcome.current?.scrollIntoView({ block: 'nearest' });
  }, [tried]);
  const texts = t('rules');
  const given = { text: text.trim(), ...(sender.trim() && { sender: sender.trim() }), rules };
  return (
    <Card title={texts.try} note={texts.tryHow}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (given.text !== '' && !isBusy)
            void run(async () => setTried({ rules, tried: await call('POST /api/rules/test', given) }));
        }}
      >
        <TextField label={texts.sentence} value={text} onInput={setText} maxLength={2000} dir="auto" />
        <TextField label={texts.forwarded} value={sender} onInput={setSender} maxLength={200} dir="auto" />
        {fault && <Fault text={fault} />}
        <button type="submit" class="button" disabled={given.text === '' || isBusy}>
          {texts.tryIt}
        </button>
        <div role="status" ref={outcome}>
          {tried && <Outcome tried={tried.tried} rules={tried.rules} listed={listed} />}
        </div>
      </form>
    </Card>
  );
};
