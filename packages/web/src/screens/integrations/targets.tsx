// Where new events and new notes go: one place of all that are connected.
import type { Integrations, IntegrationView } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { type Choice, SelectRow } from '../../components/fields.tsx';
import { Card } from '../../components/rows.tsx';
import { t } from '../../texts/texts.ts';
import type { ConnectionDeeds } from './connection-deeds.ts';

const placesOf = ({ calendars }: IntegrationView) => calendars.filter(({ isWritable }) => isWritable);

const Target = ({
  icon,
  tint,
  label,
  nowhere,
  integrations,
  deeds,
}: {
  icon: 'calendar' | 'file';
  tint: 'blue' | 'yellow';
  label: string;
  /** What it is called that none of them is chosen. */
  nowhere: string;
  integrations: IntegrationView[];
  deeds: ConnectionDeeds;
}): JSX.Element | null => {
  const holder = integrations.find(({ target }) => target !== undefined);
  const places = integrations.flatMap((one) => placesOf(one).map((place) => ({ one, place })));
  if (places.length === 0 && !holder) return null;
  const placeOf = ({ id }: IntegrationView, place: string) => JSON.stringify([id, place]);
  const choices: Choice[] = places.map(({ one, place: { id, name } }) => ({
    value: placeOf(one, id),
    label: name === one.account ? name : `${name} · ${one.account}`,
    short: name,
  }));
  const value = holder ? placeOf(holder, holder.target ?? '') : '';
  // Chosen once, and not among them any more: it is shown as what it belongs to.
  if (holder && !choices.some((choice) => choice.value === value))
    choices.push({ value, label: holder.account });
  return (
    <SelectRow
      {...{ icon, tint, label, value }}
      choices={[{ value: '', label: nowhere }, ...choices]}
      onChange={(next) => {
        if (next === '') {
          if (holder) void deeds.choose({ id: holder.id, target: null });
          return;
        }
        const [id = '', target = ''] = JSON.parse(next) as string[];
        void deeds.choose({ id, target });
      }}
    />
  );
};

export const Targets = ({
  listed: { integrations },
  deeds,
}: {
  listed: Integrations;
  deeds: ConnectionDeeds;
}): JSX.Element | null => {
  const texts = t('integrations');
  const that = (gives: IntegrationView['gives']) => integrations.filter((one) => one.gives === gives);
  const canWrite = integrations.some((one) => one.target !== undefined || placesOf(one).length > 0);
  return canWrite ? (
    <Card title={texts.targets}>
      <Target
        icon="calendar"
        tint="blue"
        label={texts.newEvents}
        nowhere={texts.nowhere}
        integrations={that('calendars')}
        deeds={deeds}
      />
      <Target
        icon="file"
        tint="yellow"
        label={texts.newNotes}
        nowhere={texts.ownNotes}
        integrations={that('notes')}
        deeds={deeds}
      />
    </Card>
  ) : null;
};
