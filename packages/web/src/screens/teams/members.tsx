// Who is in a team, and what can be done with each.
import type { TeamMemberView, TeamView } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Confirm, Dialog } from '../../components/dialog.tsx';
import { Person, PersonButton } from '../../components/person.tsx';
import { ActionRow, Card, Fault } from '../../components/rows.tsx';
import { useSteward } from '../../frame/steward.ts';
import { dateText } from '../../texts/language.ts';
import { t } from '../../texts/texts.ts';
import type { TeamPart } from './one-team.tsx';
import { mayRemove, rolesFor } from './team-rights.ts';

type Role = TeamView['role'];

const useMemberDeeds = ({ team, deeds }: TeamPart) => {
  const { call } = useSteward();
  const texts = t('teams');
  const named = ({ user, joinedAtMs }: TeamMemberView) => ({ team: team.id, user, joinedAtMs });
  const setRole = (member: TeamMemberView, role: Role, isUndo = false): void =>
    void deeds.run({
      ...{ team: team.id, what: member.user },
      ask: () => call('POST /api/teams/role', { ...named(member), role }),
      show: (now) => ({
        ...now,
        members: now.members.map((one) => (one.user === member.user ? { ...one, role } : one)),
      }),
      said: isUndo ? t('frame').undone : texts.became[role](member.name),
      ...(!isUndo && { undo: () => setRole(member, member.role, true) }),
    });
  const remove = (member: TeamMemberView): void =>
    void deeds.run({
      ...{ team: team.id, what: member.user },
      ask: () => call('POST /api/teams/remove', named(member)),
      said: texts.removed(member.name),
    });
  return { setRole, remove };
};

const MemberDialog = ({
  part,
  member,
  onClose,
}: {
  part: TeamPart;
  member: TeamMemberView;
  onClose: () => void;
}): JSX.Element => {
  const { setRole, remove } = useMemberDeeds(part);
  const [isAsking, setAsking] = useState(false);
  const texts = t('teams');
  if (isAsking)
    return (
      <Confirm
        title={texts.removeAsk(member.name)}
        text={texts.removeHow(member.name)}
        action={texts.remove}
        onConfirm={() => remove(member)}
        onClose={onClose}
      />
    );
  return (
    <Dialog title={member.name} onClose={onClose} isSheet isShort>
      <div class="dialog-list">
        {rolesFor(part.team, member, part.me).map((role) => (
          <ActionRow
            key={role}
            label={texts.become[role]}
            sub={texts.becomeHow[role]}
            isPlain
            onAct={() => {
              onClose();
              setRole(member, role);
            }}
          />
        ))}
        {mayRemove(part.team, member, part.me) && (
          <ActionRow label={texts.removeFrom} isDanger onAct={() => setAsking(true)} />
        )}
      </div>
    </Dialog>
  );
};

const aboutOf = ({ user, role, joinedAtMs, shares }: TeamMemberView, me: number): string => {
  const texts = t('teams');
  return [
    user === me ? texts.you : '',
    texts.roles[role],
    texts.since(dateText(joinedAtMs)),
    shares === 0 ? texts.sharesNone : texts.shares(shares),
  ]
    .filter(Boolean)
    .join(' · ');
};

const MemberRow = ({
  member,
  part: { team, deeds, me },
  onOpen,
}: {
  member: TeamMemberView;
  part: TeamPart;
  /** Undefined: nothing can be done with them. */
  onOpen: (() => void) | undefined;
}): JSX.Element => {
  const fault = deeds.faultOf(team.id, member.user);
  const person = { name: member.name, sub: aboutOf(member, me) };
  return (
    <div class="row-box with-badge">
      {onOpen ? (
        <PersonButton {...person} isBusy={deeds.isBusy(team.id, member.user)} onOpen={onOpen} />
      ) : (
        <div class="row">
          <Person {...person} />
        </div>
      )}
      {fault && <Fault text={fault} />}
    </div>
  );
};

export const Members = (part: TeamPart): JSX.Element => {
  const [opened, setOpened] = useState<number>();
  const { team, me } = part;
  const shown = team.members.find(({ user }) => user === opened);
  const canOpen = (member: TeamMemberView) =>
    rolesFor(team, member, me).length > 0 || mayRemove(team, member, me);
  return (
    <Card title={t('teams').members} aside={team.members.length}>
      {team.members.map((member) => (
        <MemberRow
          key={member.user}
          {...{ member, part }}
          onOpen={canOpen(member) ? () => setOpened(member.user) : undefined}
        />
      ))}
      {shown && <MemberDialog part={part} member={shown} onClose={() => setOpened(undefined)} />}
    </Card>
  );
};
