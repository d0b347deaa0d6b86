// A face of its own: Temporal comes with it, and only who looks for free time needs it.
export * from './slot/apart.ts';
export * from './slot/find-slots.ts';
export { merged } from './slot/intervals.ts';
export type { Slot, SlotReason } from './slot/rank-slots.ts';
export * from './slot/read-free.ts';
