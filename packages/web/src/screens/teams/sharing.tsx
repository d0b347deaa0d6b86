// What a person lets a team see of their calendars: nothing, until they have seen what it would be and said yes.
import type { SharedCalendarView } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Dialog } from '../../components/dialog.tsx';
import { SwitchRow } from '../../components/fields.tsx';
import { ActionRow, Card, Row } from '../../components/rows.tsx';
import { useSteward } from '../../frame/steward.ts';
import { momentText, numberText } from '../../texts/language.ts';
import { t } from '../../texts/texts.ts';
import { isSame, withShare } from './calendars.ts';
import type { TeamPart } from './one-team.tsx';
import { PreviewDialog } from './preview-dialog.tsx';
import { nameIn, upper } from './what-happened.tsx';

const LooksDialog = ({ team, onClose }: Pick<TeamPart, 'team'> & { onClose: () => void }): JSX.Element => {
  const { now } = useSteward();
  const texts = t('teams');
  return (
    <Dialog title={texts.looks} onClose={onClose} isSheet isShort>
      <p class="dialog-text">{team.looks.length === 0 ? texts.nobodyLooked : texts.looksHow}</p>
      <div class="dialog-list">
        {team.looks.map(({ by, name, atMs }) => (
          <Row key={`${by} ${atMs}`} label={<span dir="auto">{upper(nameIn(by, name))}</span>}>
            <span class="value">{momentText(atMs, now())}</span>
          </Row>
        ))}
      </div>
    </Dialog>
  );
};

export const Sharing = ({ team, deeds }: TeamPart): JSX.Element => {
  const { call, router } = useSteward();
  const [asked, ask] = useState<SharedCalendarView>();
  const [isListing, setListing] = useState(false);
  const texts = t('teams');
  const idOf = ({ connection, calendar }: SharedCalendarView) => `${connection} ${calendar}`;
  const share = (one: SharedCalendarView, isShared: boolean, isUndo = false): void =>
    void deeds.run({
      ...{ team: team.id, what: idOf(one) },
      ask: () =>
        call('POST /api/teams/share', {
          ...{ team: team.id, connection: one.connection, calendar: one.calendar, isShared },
        }),
      show: (now) => withShare(now, one, isShared),
      said: isUndo ? t('frame').undone : texts[isShared ? 'shared' : 'hidden'](one.name),
      ...(!isUndo && { undo: () => share(one, !isShared, true) }),
    });
  return (
    <Card title={texts.sharing} note={texts.sharingHow}>
      {team.calendars.length === 0 && <Row label={texts.noCalendars} />}
      {team.calendars.map((one) => (
        <SwitchRow
          key={idOf(one)}
          label={<span dir="auto">{one.name}</span>}
          sub={
            <>
              {one.account !== one.name && <span dir="auto">{one.account}</span>}
              {one.isGone && <span class="overdue"> · {texts.gone}</span>}
            </>
          }
          // A switch waits for what the question is answered with.
          value={one.isShared}
          fault={deeds.faultOf(team.id, idOf(one))}
          onChange={(isOn) => (isOn ? ask(one) : share(one, false))}
        />
      ))}
      {team.calendars.length === 0 && (
        <ActionRow label={texts.connect} opens="page" onAct={() => router.go('integrations')} />
      )}
      <ActionRow label={texts.looks} isPlain opens="dialog" onAct={() => setListing(true)}>
        <span class="value">{team.looks.length === 0 ? texts.noLooks : numberText(team.looks.length)}</span>
      </ActionRow>
      {asked && (
        <PreviewDialog
          team={team.name}
          calendar={team.calendars.find((one) => isSame(one, asked)) ?? asked}
          onShare={() => share(asked, true)}
          onClose={() => ask(undefined)}
        />
      )}
      {isListing && <LooksDialog team={team} onClose={() => setListing(false)} />}
    </Card>
  );
};
