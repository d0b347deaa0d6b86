// What a setting may be, each by its own name: its message stands beside its field.
import {
  APP_LANGUAGES,
  areHours,
  areRules,
  isBuffer,
  isClock,
  isEventLead,
  isNotice,
  type QuietHours,
  STREAMING_WAYS,
  THINKING_WAYS,
  type WorkingHours,
  workingHoursOf,
} from '@steward/core';
import type { Settings, SettingsPatch } from '@steward/core/web-contract';
import { isZone } from '@steward/core/when';
import * as z from 'zod/mini';

/** Whether the model is offered is judged by who knows which are. */
const LONGEST_NAME = 200;

const isText = (value: unknown): value is string => typeof value === 'string';

const hasTexts = <Name extends string>(
  value: unknown,
  names: readonly Name[],
  others: readonly string[] = [],
): value is Record<Name, string> & Record<string, unknown> => {
  if (typeof value !== 'object' || value === null) return false;
  const known: readonly string[] = [...names, ...others];
  const isWhole = names.every((name) => isText((value as Record<string, unknown>)[name]));
  return isWhole && Object.keys(value).every((name) => known.includes(name));
};

const isHours = (value: unknown): boolean =>
  hasTexts(value, ['from', 'until']) && areHours(value as QuietHours);

const areWorkingHours = (value: unknown): boolean =>
  hasTexts(value, ['from', 'until'], ['days']) &&
  Array.isArray(value.days) &&
  workingHoursOf(value as unknown as WorkingHours) !== undefined;

type Can = (value: unknown) => boolean;

const orNull =
  (can: Can): Can =>
  (value) =>
    value === null || can(value);

const oneOf =
  (values: readonly string[]): Can =>
  (value) =>
    isText(value) && values.includes(value);

const CAN: { readonly [Name in keyof Settings]: Can } = {
  // It cannot be unknown again.
  zone: (value) => isText(value) && isZone(value),
  language: orNull(oneOf(APP_LANGUAGES)),
  model: orNull((value) => isText(value) && value !== '' && value.length <= LONGEST_NAME),
  streaming: orNull(oneOf(STREAMING_WAYS)),
  thinking: oneOf(THINKING_WAYS),
  workingHours: orNull(areWorkingHours),
  briefing: orNull((value) => isText(value) && isClock(value)),
  quietHours: orNull(isHours),
  suggestions: (value) => typeof value === 'boolean',
  bufferMinutes: isBuffer,
  noticeMinutes: isNotice,
  preferredHours: orNull(isHours),
  eventLeadMinutes: orNull(isEventLead),
  rules: areRules,
};

const each = <T>(schemaOf: (can: Can) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(CAN).map(([name, can]) => [name, schemaOf(can)]));

export const settingsPatch = z
  .strictObject({
    set: z
      .strictObject(each((can) => z.optional(z.custom(can))))
      .check(z.refine((set) => Object.keys(set).length > 0)),
    // Compared only.
    seen: z.strictObject(each(() => z.optional(z.unknown()))),
  })
  .check(
    z.check(({ value: { set, seen }, issues }) => {
      const missing = Object.keys(set).find((name) => !(name in seen));
      if (missing !== undefined)
        issues.push({ code: 'custom', path: ['seen', missing], input: undefined, message: 'is missing' });
    }),
  ) as unknown as z.ZodMiniType<SettingsPatch>;
