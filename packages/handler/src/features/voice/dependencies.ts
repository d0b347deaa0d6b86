// What listening needs.
import type { AskDependencies } from '../../chat/answer-text.ts';
import type { Services } from '../../context/services.ts';

export type VoiceDependencies = AskDependencies & Pick<Services, 'claims' | 'download' | 'meter' | 'speech'>;
