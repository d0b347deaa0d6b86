// Reads a request's parameters: JSON bodies bring values, forms bring strings, both mean the same.
import { refuse } from './refusals.ts';

export interface UploadedFile {
  fileName: string;
  mimeType: string;
  bytes: Uint8Array;
}

/** One call as it came in, whatever its encoding was. */
export interface RequestParameters {
  values: Readonly<Record<string, unknown>>;
  files: ReadonlyMap<string, UploadedFile>;
}

/** The parameter as a string; numbers are taken as their digits. */
export const readString = (request: RequestParameters, name: string): string | undefined => {
  const value = request.values[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  return refuse('parameterMalformed', `${name} must be a String`);
};

/** The parameter as a whole number. */
export const readInteger = (request: RequestParameters, name: string): number | undefined => {
  const value = request.values[name];
  if (value === undefined || value === null || value === '') return undefined;
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isSafeInteger(number)) return number;
  return refuse('parameterMalformed', `${name} must be an Integer`);
};

/** The parameter as a truth value, false when it is missing. */
export const readBoolean = (request: RequestParameters, name: string): boolean => {
  const value = request.values[name];
  if (value === undefined || value === null || value === '') return false;
  const text = String(value).toLowerCase();
  if (['true', 'yes', '1'].includes(text)) return true;
  if (['false', 'no', '0'].includes(text)) return false;
  return refuse('parameterMalformed', `${name} must be a Boolean`);
};

/** The parameter as an array, from JSON text where it is text. */
export const readArray = (request: RequestParameters, name: string): unknown[] | undefined => {
  const value = readJson(request, name);
  if (value === undefined) return undefined;
  return Array.isArray(value) ? value : refuse('parameterMalformed', `${name} must be an Array`);
};

/** The parameter as an object, from JSON text where it is text. */
export const readObject = (request: RequestParameters, name: string): Record<string, unknown> | undefined => {
  const value = readJson(request, name);
  if (value === undefined) return undefined;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  return refuse('parameterMalformed', `${name} must be an Object`);
};

const readJson = (request: RequestParameters, name: string): unknown => {
  const value = request.values[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return refuse('parameterMalformed', `${name} is not JSON`);
  }
};
