// An event as it is told: times in the zone that was preferred, and only what was selected.
import { type FakeRequest, readParameters } from '../service/fake-request.ts';
import { refuse } from './graph-error.ts';
import type { GraphEvent } from './graph-store.ts';
import { asDay, inZone, zoneOf } from './graph-times.ts';

const FIELDS = [
  'id',
  'changeKey',
  'subject',
  'body',
  'location',
  'isOnlineMeeting',
  'start',
  'end',
  'isAllDay',
  'isCancelled',
  'showAs',
  'sensitivity',
  'responseStatus',
  'type',
  'seriesMasterId',
  'transactionId',
  'attendees',
  'webLink',
] as const;

export interface View {
  zone: string;
  asText: boolean;
  select: readonly string[];
  /** The extended property that is told as well. */
  expand: string | undefined;
}

/** `name="value"`, several of them in one header. */
const preferences = (header: string | string[] = ''): Map<string, string> =>
  new Map(
    [...String(header).matchAll(/([\w.-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );

export const readQuery = ({ url }: FakeRequest, known: readonly string[]): Record<string, string> =>
  readParameters(url.searchParams, known, () => refuse('BadRequest'));

export const readView = ({ headers }: FakeRequest, query: Record<string, string>): View => {
  const preferred = preferences(headers.prefer);
  const { $select, $expand } = query;
  const select: readonly string[] = $select?.split(',') ?? FIELDS;
  if (select.some((name) => !(FIELDS as readonly string[]).includes(name))) refuse('BadRequest');
  const [, expand] = /^singleValueExtendedProperties\(\$filter=id eq '([^']+)'\)$/.exec($expand ?? '') ?? [];
  if ($expand !== undefined && expand === undefined) refuse('BadRequest');
  const zone = preferred.get('outlook.timezone') ?? 'UTC';
  zoneOf(zone);
  return { zone, asText: preferred.get('outlook.body-content-type') === 'text', select, expand };
};

export const etagOf = ({ changeKey }: GraphEvent): string => `W/"${changeKey}"`;

export const toAnswer = (event: GraphEvent, { zone, asText, select, expand }: View): object => {
  const { isAllDay, start, end, body } = event;
  const told = isAllDay ? asDay : inZone;
  // Text that was given becomes a page, unless text is preferred.
  const content = asText ? body.content : `<html><body>${body.content}</body></html>`;
  const all: Record<string, unknown> = {
    ...event,
    start: told(start, zone),
    end: told(end, zone),
    body: { contentType: asText ? 'text' : 'html', content },
    attendees: event.attendees ?? [],
    isOnlineMeeting: event.isOnlineMeeting ?? false,
    webLink: `https://outlook.example/calendar/item/${encodeURIComponent(event.id)}`,
  };
  const property = event.singleValueExtendedProperties?.filter(({ id }) => id === expand) ?? [];
  return {
    '@odata.etag': etagOf(event),
    id: event.id,
    ...Object.fromEntries(select.map((name) => [name, all[name] ?? null])),
    ...(property.length > 0 && { singleValueExtendedProperties: property }),
  };
};
