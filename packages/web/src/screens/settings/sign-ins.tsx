// Where one is signed in, and how that ends.
import type { SignInView } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Confirm } from '../../components/dialog.tsx';
import { ActionRow, Card, Row } from '../../components/rows.tsx';
import { faultText, useResource } from '../../frame/resource.ts';
import { useSteward } from '../../frame/steward.ts';
import { dateText, distanceText } from '../../texts/language.ts';
import { t } from '../../texts/texts.ts';

const HOUR_MS = 3_600_000;

const nameOf = ({ door, browser }: SignInView): string => {
  const texts = t('settings');
  return door === 'mini-app' ? texts.inTelegram : (browser ?? texts.unknownBrowser);
};

/** When it was used is kept to the hour: minutes would be made up. */
const seenText = ({ createdAtMs, seenAtMs }: SignInView, nowMs: number): string => {
  const texts = t('settings');
  const atMs = Math.max(createdAtMs, seenAtMs);
  return nowMs - atMs < HOUR_MS ? texts.seenOfLate : texts.lastSeen(distanceText(atMs, nowMs));
};

/** One of them: another one can be ended from here. */
const SignInRow = ({
  one,
  fault,
  onEnd,
}: {
  one: SignInView;
  fault: string | undefined;
  onEnd: () => void;
}): JSX.Element => {
  const { now } = useSteward();
  const texts = t('settings');
  const isInTelegram = one.door === 'mini-app';
  return (
    <Row
      icon={isInTelegram ? 'telegram' : 'browser'}
      tint={isInTelegram ? 'blue' : 'grey'}
      label={nameOf(one)}
      sub={one.isThis ? texts.thisOne(dateText(one.createdAtMs)) : seenText(one, now())}
      fault={fault}
    >
      {!one.isThis && (
        <button type="button" class="link danger" aria-label={texts.endOf(nameOf(one))} onClick={onEnd}>
          {texts.end}
        </button>
      )}
    </Row>
  );
};

export const SignIns = (): JSX.Element => {
  const { call, toasts, leave, bridge } = useSteward();
  const { data, fault, load, set } = useResource(call, 'GET /api/sign-ins');
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [isAsking, setAsking] = useState(false);
  const texts = t('settings');
  const signIns = data.value?.signIns ?? [];

  const endOne = async (one: SignInView) => {
    const before = signIns;
    set({ signIns: before.filter(({ id }) => id !== one.id) });
    try {
      await call('POST /api/sign-out', { which: { id: one.id } });
      toasts.show({ text: texts.ended });
    } catch (error) {
      set({ signIns: before });
      setFaults({ ...faults, [one.id]: faultText(error) });
      void load();
    }
  };
  const endThis = async (which: 'this' | 'all') => {
    try {
      await call('POST /api/sign-out', { which });
      leave();
    } catch (error) {
      setFaults({ ...faults, [which]: faultText(error) });
    }
  };

  return (
    <Card title={texts.signIns} note={fault.value}>
      {signIns.map((one) => (
        <SignInRow key={one.id} one={one} fault={faults[one.id]} onEnd={() => void endOne(one)} />
      ))}
      {!bridge && <ActionRow label={texts.signOut} onAct={() => void endThis('this')} fault={faults.this} />}
      <ActionRow label={texts.signOutAll} isDanger onAct={() => setAsking(true)} fault={faults.all} />
      {isAsking && (
        <Confirm
          title={texts.signOutAllAsk}
          text={texts.signOutAllHow}
          action={texts.signOutAllYes}
          onConfirm={() => void endThis('all')}
          onClose={() => setAsking(false)}
        />
      )}
    </Card>
  );
};
