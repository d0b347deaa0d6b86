// Cards and the rows inside of them: the one shape of which every screen is made.
import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';
import { Badge, Icon, type IconName, type Tint } from './icons.tsx';

export interface CardProps {
  title?: ComponentChildren;
  /** Below the card, small. */
  note?: ComponentChildren;
  /** Beside the title. */
  aside?: ComponentChildren;
  children: ComponentChildren;
  wide?: boolean;
}

export const Card = ({ title, note, aside, children, wide }: CardProps): JSX.Element => {
  const id = useId();
  return (
    <section class={wide ? 'section wide' : 'section'} aria-labelledby={title ? id : undefined}>
      {title && (
        <div class="section-head">
          <h2 id={id}>{title}</h2>
          {aside && <span class="aside">{aside}</span>}
        </div>
      )}
      <div class="card">{children}</div>
      {note && <p class="note">{note}</p>}
    </section>
  );
};

export interface RowProps {
  icon?: IconName;
  tint?: Tint;
  label: ComponentChildren;
  /** Below the label. */
  sub?: ComponentChildren;
  /** At the right. */
  children?: ComponentChildren;
  /** What went wrong with it; said when it appears. */
  fault?: string | undefined;
  /** Of the label, so that a field can be named by it. */
  labelId?: string;
}

const RowBody = ({ icon, tint = 'blue', label, sub, children, labelId }: RowProps): JSX.Element => (
  <>
    {icon && <Badge icon={icon} tint={tint} />}
    <span class="row-text">
      <span class="row-label" id={labelId}>
        {label}
      </span>
      {sub && <span class="row-sub">{sub}</span>}
    </span>
    {children}
  </>
);

/** Stands below what it is about, and is read out when it comes. */
export const Fault = ({ text, id }: { text?: string | undefined; id?: string }): JSX.Element => (
  <p class="fault" role="alert" id={id}>
    {text}
  </p>
);

export const Row = (props: RowProps): JSX.Element => (
  <div class={props.icon ? 'row-box with-badge' : 'row-box'}>
    <div class="row">
      <RowBody {...props} />
    </div>
    {props.fault && <Fault text={props.fault} />}
  </div>
);

export interface ActionProps extends RowProps {
  onAct: () => void;
  isDanger?: boolean;
  isPlain?: boolean;
  isBusy?: boolean;
  opens?: 'dialog' | 'page';
}

/** How one of a list of actions looks. */
export type ActionLook = Pick<ActionProps, 'icon' | 'tint' | 'sub'> & { label: string };

/** A row that does something. */
export const ActionRow = ({ onAct, isDanger, isPlain, isBusy, opens, ...row }: ActionProps): JSX.Element => (
  <div class={row.icon ? 'row-box with-badge' : 'row-box'}>
    <button
      type="button"
      class={`row action${isDanger ? ' danger' : isPlain ? '' : ' accent'}`}
      onClick={onAct}
      disabled={isBusy}
      aria-haspopup={opens === 'dialog' ? opens : undefined}
    >
      <RowBody {...row} />
      {opens && (
        <span class="chevron">
          <Icon name="chevron" />
        </span>
      )}
    </button>
    {row.fault && <Fault text={row.fault} />}
  </div>
);
