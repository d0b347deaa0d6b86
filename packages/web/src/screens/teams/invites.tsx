// The open invites of a team, and a new one: a link that is shown once.
import type { AnswerOf, TeamInviteView } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { CopyField } from '../../components/copy-field.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ActionRow, Card, Row } from '../../components/rows.tsx';
import { useAttempt } from '../../frame/attempt.ts';
import { useSteward } from '../../frame/steward.ts';
import { momentText } from '../../texts/language.ts';
import { t } from '../../texts/texts.ts';
import type { TeamPart } from './one-team.tsx';

type NewInvite = AnswerOf<'POST /api/teams/invite'>;

const LinkDialog = ({ invite, onClose }: { invite: NewInvite; onClose: () => void }): JSX.Element => {
  const { now } = useSteward();
  const texts = t('teams');
  return (
    <Dialog title={texts.invite} onClose={onClose} isSheet isShort>
      <p class="dialog-text">{texts.linkHow(momentText(invite.endsAtMs, now()))}</p>
      <CopyField label={texts.link} value={invite.url} />
      <p class="dialog-text">{texts.linkOnce}</p>
    </Dialog>
  );
};

const InviteRow = ({ invite, part }: { invite: TeamInviteView; part: TeamPart }): JSX.Element => {
  const { call, now } = useSteward();
  const texts = t('teams');
  const { team, deeds } = part;
  const until = momentText(invite.endsAtMs, now());
  const revoke = () =>
    void deeds.run({
      ...{ team: team.id, what: invite.hash },
      ask: () => call('POST /api/teams/revoke', { team: team.id, hash: invite.hash }),
      said: texts.revoked,
    });
  return (
    <Row
      icon="link"
      tint="grey"
      label={<span dir="auto">{texts.inviteBy(invite.byName)}</span>}
      sub={texts.until(until)}
      fault={deeds.faultOf(team.id, invite.hash)}
    >
      <button
        type="button"
        class="link danger"
        aria-label={`${texts.revoke}: ${texts.inviteBy(invite.byName)}, ${texts.until(until)}`}
        disabled={deeds.isBusy(team.id, invite.hash)}
        onClick={revoke}
      >
        {texts.revoke}
      </button>
    </Row>
  );
};

export const Invites = (part: TeamPart): JSX.Element => {
  const { call, bridge } = useSteward();
  const [made, setMade] = useState<NewInvite>();
  const { fault, isBusy, run } = useAttempt();
  const texts = t('teams');
  const { team, deeds } = part;
  const { invites = [] } = team;
  const invite = () =>
    run(async () => {
      setMade(await deeds.within(team.id, () => call('POST /api/teams/invite', { team: team.id })));
      bridge?.haptic('success');
      await deeds.load();
    });
  return (
    <Card title={texts.invites} aside={invites.length || undefined} note={texts.invitesHow}>
      {invites.map((one) => (
        <InviteRow key={one.hash} invite={one} part={part} />
      ))}
      <ActionRow
        label={texts.invite}
        opens="dialog"
        isBusy={isBusy}
        fault={fault}
        onAct={() => void invite()}
      />
      {made && <LinkDialog invite={made} onClose={() => setMade(undefined)} />}
    </Card>
  );
};
