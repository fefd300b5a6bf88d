/** What an answering worker tells: where it listens, and that its event loop turns. */
export type AnswerWorkerMessage = { port: number } | 'awake';
