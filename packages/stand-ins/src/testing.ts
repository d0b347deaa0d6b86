// The second face of this package: what tests of other packages stand on. The queue and the
// bucket are here, because only they run them.

export { ensureTable, startDynamoDb } from './aws/dynamodb.ts';
export { type RunningSqs, type SqsOptions, startSqs } from './aws/sqs.ts';
export { startArchiveBucket } from './aws/start-archive-bucket.ts';
export { type StandIns, type StandInsOptions, startAwsStandIns } from './aws/start-stand-ins.ts';
export { tableDefinition } from './aws/table-definition.ts';
export { openUpdateQueue, watchRequests } from './aws/testing/update-queue.ts';
export {
  type FakeCalDav,
  type FakeCalDavOptions,
  refusedInside,
  startFakeCalDav,
} from './caldav/fake-caldav.ts';
export { type GoogleFaultName, googleFault } from './google/google-error.ts';
export { type FakeGoogle, startFakeGoogle } from './google/start-fake-google.ts';
export { openEvents, type RawRequest, rawRequest } from './http/testing/raw-request.ts';
export { type GraphFaultName, graphFault } from './microsoft/graph-error.ts';
export { type FakeGraph, startFakeGraph } from './microsoft/start-fake-graph.ts';
export { type NotionFaultName, notionFault } from './notion/notion-error.ts';
export { type FakeNotion, startFakeNotion } from './notion/start-fake-notion.ts';
export { type Consent, giveConsent } from './oauth/consent.ts';
export { microsoftFlavour, notionFlavour, type OAuthFlavour } from './oauth/oauth-flavour.ts';
export { createOAuthPart, type OAuthPart } from './oauth/oauth-part.ts';
export type { FakeReply } from './service/fake-request.ts';
export type { ServiceFault } from './service/faults.ts';
export { type FakeService, startFakeService } from './service/start-fake-service.ts';
export { type FakeOllama, type Script, startFakeOllama } from './testing/fake-ollama.ts';
export { freePort } from './testing/free-port.ts';
export { type Plain, plainJpeg, plainPng } from './testing/pictures.ts';
export { haveRecogniser, recognise } from './testing/recognise.ts';
export {
  type Answer,
  reset,
  type ScriptedServer,
  type SeenRequest,
  silence,
  startScriptedServer,
  status,
} from './testing/scripted-server.ts';
export { mountSmallDisk, type SmallDisk } from './testing/small-disk.ts';
export {
  type SpeechDouble,
  type SpeechDoubleOptions,
  type SpeechFault,
  type SpeechRequest,
  startSpeechDouble,
} from './testing/speech-double.ts';
export { readVoiceNote, spoken, type VoiceNote } from './testing/voice-notes.ts';
