/** Recognisers write sentences; what is made of them is none. The last full stop of “a.m.” is of the time. */
export const withoutFullStop = (heard: string): string => heard.replace(/(?<!\.\p{L})[.!…。]+\s*$/u, '');
