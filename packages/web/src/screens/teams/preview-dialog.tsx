// What others would see of a calendar, before it is shared.
import type { SharedCalendarView, SharePreview } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Dialog } from '../../components/dialog.tsx';
import { Fault } from '../../components/rows.tsx';
import { faultText } from '../../frame/resource.ts';
import { useSteward } from '../../frame/steward.ts';
import { dayText, distanceText, timeText } from '../../texts/language.ts';
import { t } from '../../texts/texts.ts';
import { type BusyDay, busyDays } from './busy-days.ts';

const Day = ({ day, nowMs }: { day: BusyDay; nowMs: number }): JSX.Element => (
  <div>
    <dt>{dayText(day.atMs, nowMs)}</dt>
    <dd>
      {day.busy.map(({ startMs, endMs, isWholeDay }) => (
        <span class="busy" key={startMs}>
          {isWholeDay ? t('teams').wholeDay : `${timeText(startMs)}–${timeText(endMs)}`}
        </span>
      ))}
    </dd>
  </div>
);

const Preview = ({ preview, nowMs }: { preview: SharePreview; nowMs: number }): JSX.Element => {
  const texts = t('teams');
  if ('why' in preview) {
    const why =
      preview.why === 'unreadable-events' ? texts.unreadEvents : t('integrations').faults[preview.why];
    return <Fault text={why} />;
  }
  const days = busyDays(preview);
  return (
    <>
      {days.length > 0 && (
        <dl class="facts days-seen">
          {days.map((day) => (
            <Day key={day.atMs} {...{ day, nowMs }} />
          ))}
        </dl>
      )}
      <p class="dialog-text">
        {days.length > 0 ? texts.otherwise : texts.nothingBusy}{' '}
        {texts.readAt(distanceText(preview.readAtMs, nowMs))}
      </p>
    </>
  );
};

export const PreviewDialog = ({
  team,
  calendar,
  onShare,
  onClose,
}: {
  team: string;
  calendar: SharedCalendarView;
  onShare: () => void;
  onClose: () => void;
}): JSX.Element => {
  const { call, now } = useSteward();
  const [preview, setPreview] = useState<SharePreview>();
  const [fault, setFault] = useState<string>();
  useEffect(() => {
    const { connection, calendar: id } = calendar;
    call('POST /api/teams/preview', { connection, calendar: id }).then(setPreview, (error) =>
      setFault(faultText(error)),
    );
  }, []);
  const texts = t('teams');
  return (
    <Dialog title={texts.preview(calendar.name)} onClose={onClose} isSheet isShort>
      <p class="dialog-text">{texts.previewHow(team)}</p>
      <div class="dialog-scroll" role="status">
        {preview ? (
          <Preview preview={preview} nowMs={now()} />
        ) : fault ? (
          <Fault text={fault} />
        ) : (
          <p class="dialog-text">{texts.previewing}</p>
        )}
      </div>
      <div class="dialog-actions">
        <button type="button" class="button quiet" onClick={onClose}>
          {t('frame').cancel}
        </button>
        {/* Nobody agrees to what they have not seen. */}
        <button
          type="button"
          class="button"
          disabled={!preview || 'why' in preview}
          onClick={() => {
            onClose();
            onShare();
          }}
        >
          {texts.share}
        </button>
      </div>
    </Dialog>
  );
};
