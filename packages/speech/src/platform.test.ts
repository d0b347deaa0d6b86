import { expect, it } from 'vitest';
import { thisMachine, whyNotHere } from './platform.ts';

it.each([
  ['linux', 'x64', '2.36'],
  ['linux', 'arm64', '2.32'],
  ['darwin', 'arm64', undefined],
  ['win32', 'x64', undefined],
])('runs on %s %s', (platform, arch, glibc) => {
  expect(whyNotHere({ platform, arch, glibc })).toBeUndefined();
});

it.each([
  ['linux', 'x64', undefined, /musl/],
  ['linux', 'x64', '2.31', /needs glibc 2\.32 or newer, and this Linux has 2\.31/],
  ['linux', 'arm', '2.36', /no sherpa-onnx for linux on arm\./],
  ['win32', 'arm64', undefined, /no sherpa-onnx for Windows on ARM/],
  ['freebsd', 'x64', undefined, /no sherpa-onnx for freebsd/],
])('says why not on %s %s (glibc %s), and what to do', (platform, arch, glibc, sentence) => {
  expect(whyNotHere({ platform, arch, glibc })).toMatch(sentence);
  expect(whyNotHere({ platform, arch, glibc })).toMatch(/SPEECH_URL/);
});

it('finds out what this machine is', () => {
  expect(thisMachine()).toMatchObject({ platform: process.platform, arch: process.arch });
});
