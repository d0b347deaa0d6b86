// The settings. What each does is said where it is chosen; there is no button to save.
import type { Settings, SettingsAnswer } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { SelectRow, SwitchRow } from '../../components/fields.tsx';
import { ActionRow, Card } from '../../components/rows.tsx';
import { Loaded } from '../../frame/loaded.tsx';
import { useResource } from '../../frame/resource.ts';
import { Heading } from '../../frame/shell.tsx';
import { useSteward } from '../../frame/steward.ts';
import { isKnownZone, language } from '../../texts/language.ts';
import { t } from '../../texts/texts.ts';
import { Appointments } from './appointments.tsx';
import { BriefingField, HoursField, WorkingHoursField } from './hours-fields.tsx';
import { type Saving, saverFor } from './saver.ts';
import { SignIns } from './sign-ins.tsx';
import { ZoneDialog } from './zone-dialog.tsx';
import { cityOf, clockOf } from './zones.ts';

type PartProps = Omit<Saving, 'settings'> & { answer: SettingsAnswer };

const You = ({ answer: { settings }, faults, save }: PartProps): JSX.Element => {
  const [isChoosing, setChoosing] = useState(false);
  const { now } = useSteward();
  const texts = t('settings');
  const { zone } = settings;
  const clock = zone !== null && isKnownZone(zone) ? clockOf(zone, now()) : undefined;
  return (
    <Card title={texts.you} note={texts.zoneNote}>
      <ActionRow
        icon="globe"
        tint="blue"
        isPlain
        opens="dialog"
        label={texts.zone}
        sub={clock && `${clock.time} · ${clock.offset}`}
        fault={faults.zone}
        onAct={() => setChoosing(true)}
      >
        <span class="value">{zone === null ? texts.noZone : cityOf(zone)}</span>
      </ActionRow>
      <SelectRow
        icon="language"
        tint="violet"
        label={texts.language}
        value={settings.language ?? ''}
        choices={[
          { value: '', label: texts.asTelegram },
          { value: 'en', label: texts.languages.en },
          { value: 'de', label: texts.languages.de },
        ]}
        fault={faults.language}
        onChange={(value) => {
          const chosen = value === 'en' || value === 'de' ? value : null;
          if (chosen) language.value = chosen;
          save({ language: chosen });
        }}
      />
      {isChoosing && (
        <ZoneDialog
          chosen={zone}
          nowMs={now()}
          onChoose={(chosen) => save({ zone: chosen })}
          onClose={() => setChoosing(false)}
        />
      )}
    </Card>
  );
};

const Answers = ({ answer, faults, save }: PartProps): JSX.Element => {
  const texts = t('settings');
  const { settings, models, usualStreaming } = answer;
  const [first] = models;
  const usual = texts.streamings[usualStreaming];
  const isOffered = models.some(({ name }) => name === settings.model);
  const chosen = models.find(({ name }) => name === settings.model) ?? first;
  const describe = ({ name, size, isInstalled }: (typeof models)[number]) =>
    [name, size, isInstalled === false ? texts.notInstalled : ''].filter(Boolean).join(' · ');
  return (
    <Card title={texts.answers} note={texts.modelNote}>
      <SelectRow
        icon="chip"
        tint="teal"
        label={texts.model}
        sub={chosen?.description}
        value={settings.model ?? ''}
        choices={[
          { value: '', label: first ? texts.usual(first.name) : texts.firstModel, short: first?.name },
          ...models.map((model) => ({ value: model.name, label: describe(model), short: model.name })),
          // Chosen once, and offered no more: it is shown as it is.
          ...(settings.model !== null && !isOffered
            ? [{ value: settings.model, label: settings.model }]
            : []),
        ]}
        fault={faults.model}
        onChange={(value) => save({ model: value === '' ? null : value })}
      />
      <SelectRow
        icon="stream"
        tint="green"
        label={texts.streaming}
        value={settings.streaming ?? ''}
        choices={[
          { value: '', label: texts.usual(usual), short: usual },
          ...(['edit', 'draft', 'off'] as const).map((value) => ({ value, label: texts.streamings[value] })),
        ]}
        fault={faults.streaming}
        onChange={(value) => save({ streaming: value === '' ? null : (value as 'edit' | 'draft' | 'off') })}
      />
      <SelectRow
        icon="bulb"
        tint="yellow"
        label={texts.thinking}
        sub={chosen?.canThink === false && settings.thinking !== 'off' ? texts.cannotThink : undefined}
        value={settings.thinking}
        choices={(['off', 'on', 'show'] as const).map((value) => ({ value, label: texts.thinkings[value] }))}
        fault={faults.thinking}
        onChange={(value) => save({ thinking: value as Settings['thinking'] })}
      />
    </Card>
  );
};

const Day = ({ answer: { settings }, faults, save }: PartProps): JSX.Element => {
  const texts = t('settings');
  const setting = <Name extends keyof Settings>(name: Name) => ({
    value: settings[name],
    fault: faults[name],
    onChange: (value: Settings[Name]) => save({ [name]: value }),
  });
  return (
    <Card title={texts.times}>
      <WorkingHoursField
        icon="briefcase"
        tint="orange"
        label={texts.workingHours}
        sub={texts.workingNote}
        usual={{ from: '09:00', until: '17:00', days: [1, 2, 3, 4, 5] }}
        {...setting('workingHours')}
      />
      <BriefingField
        icon="sun"
        tint="yellow"
        label={texts.briefing}
        sub={texts.briefingNote}
        usual="08:00"
        {...setting('briefing')}
      />
      <HoursField
        icon="moon"
        tint="night"
        label={texts.quietHours}
        sub={texts.quietNote}
        usual={{ from: '22:00', until: '07:00' }}
        {...setting('quietHours')}
      />
      <SwitchRow
        icon="spark"
        tint="red"
        label={texts.suggestions}
        sub={texts.suggestionsNote}
        {...setting('suggestions')}
      />
    </Card>
  );
};

/** Who has them in the bar finds them there. */
const ToTeams = (): JSX.Element | null => {
  const { me, router } = useSteward();
  if (!me.value?.isOperator) return null;
  return (
    <Card>
      <ActionRow
        icon="teams"
        tint="green"
        isPlain
        opens="page"
        label={t('frame').places.teams}
        sub={t('settings').teamsNote}
        onAct={() => router.go('teams')}
      />
    </Card>
  );
};

const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => [...word][0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase();

export const SettingsScreen = (): JSX.Element => {
  const steward = useSteward();
  const resource = useResource(steward.call, 'GET /api/settings');
  const { faults, save } = saverFor(steward);
  const me = steward.me.value;
  const saving = { faults: faults.value, save: (set: Partial<Settings>) => void save(set) };
  return (
    <>
      <div class="profile">
        <span class="avatar" aria-hidden="true">
          {initialsOf(me?.name ?? '')}
        </span>
        <Heading sub={[me?.name, me?.username && `@${me.username}`].filter(Boolean).join(' · ')}>
          {t('frame').places.settings}
        </Heading>
      </div>
      <Loaded resource={resource} rows={[2, 3, 4, 4]}>
        {(answer) => (
          <div class="sections">
            <You answer={answer} {...saving} />
            <ToTeams />
            <Answers answer={answer} {...saving} />
            <Day answer={answer} {...saving} />
            {/* While versions change, one answers that knows none of them. */}
            {answer.settings.rules && <Appointments settings={answer.settings} {...saving} />}
            <SignIns />
            {me && <p class="version">{t('settings').version(me.bot.name, me.version)}</p>}
          </div>
        )}
      </Loaded>
    </>
  );
};
