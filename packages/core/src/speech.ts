// A face of its own: what a transcript is judged by is loaded when the first recording comes.
export { heardWords } from './speech/heard-words.ts';
