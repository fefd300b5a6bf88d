import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Packs facts of messages: the names of their fields and the usual words stand in a dictionary, a quarter of the JSON remains. */
export function packJson(value: unknown): Buffer {
  return deflateRawSync(JSON.stringify(value), { level: LEVEL, dictionary: DICTIONARY });
}

/** The record that {@link packJson} packed. Throws where the stored value is damaged. */
export function unpackJson<T>(packed: Buffer): T {
  return JSON.parse(inflateRawSync(packed, { dictionary: DICTIONARY }).toString()) as T;
}

/** Measured on 2,456 threads, 24 MB: 3 leaves 26.0 %, 1 27.0 and 6 24.6 for 5 µs a message more; brotli, which takes no dictionary, 29.8 at its quickest. */
const LEVEL = 3;

/** What records of MessageFacts look like, the commonest last. Rows packed with another need a rebuild: raise ANALYSIS_VERSION with it. */
const DICTIONARY = Buffer.from(
  [
    ...['respin-asked', 'fixes-trailer', 'prose-approval', 'agrees-to-fix', 'needs-work', 'in-next-version', 'refuses'],
    ...['will-send-version', 'acked-by', 'will-fix', 'reviewed-by', 'tested-by', 'please-change', 'agrees', 'thanks'],
    ...['pr-tracker', 'question', 'pull-request', 'applied-reply', 'should-be', 'newer-version', 'posted'],
  ]
    .map((signal) => `"signal":"${signal}","says":"`)
    .concat(
      ['new-version', 'approval', 'refusal', 'changes-requested', 'concession', 'accepted', 'agreement', 'thanks'].map(
        (says) => `"says":"${says}","mode":"reported"}`,
      ),
      ['pull', 'question', 'objection', 'posted'].map((says) => `"says":"${says}","mode":"announced"}`),
      `,"review":{"key":"","on":"","onCover":false,"tags":[{"name":"Reviewed-by","value":"","person":{"name":"","email":""},"line":1}],"comments":[{"lines":[1,2],"text":"","answeredBy":[{"key":"","lines":[1,2],"text":""}]}],"remarks":[{"lines":[1,2],"text":""}]}`,
      `"changelog":[{"version":2,"entries":[{"text":"","lines":[1,2]}]}],"shortlog":[{"title":"","author":""}]`,
      ['Signed-off-by', 'Reviewed-by', 'Acked-by', 'Tested-by', 'Reported-by', 'Cc', 'Link', 'Fixes'].map(
        (name) => `"line":1},{"name":"${name}","value":"`,
      ),
      `","blobs":[],"headings":[],"added":"","removed":"","whole":true,"addedLines":0,"removedLines":0,"words":"`,
      `"headings":["static int ","static void ","struct ","static struct ","int "]`,
      `"files":["drivers/","include/linux/","kernel/","tools/","Documentation/","net/","fs/","mm/"],"patchId":"`,
      `{"1":{"kind":2,"patch":{"kind":"cover","subject":{"title":"","isReply":false,"isForward":false,"isPatch":true,"isPull":false,"isRfc":false,"isResend":false,"isBackport":false,"version":1,"versionWritten":false,"number":0,"total":1,"tags":[]},"titleKey":"`,
      `"tags":[""]},"titleKey":"","author":{"name":"","email":""},"ownTitle":null,"files":[],"patchId":null,"blobs":[],"headings":[],"added":"","removed":"","whole":true,"addedLines":0,"removedLines":0,"words":"`,
      `"}},"line":1}],"changelog":[],"linked":[],"changeId":null,"baseCommit":null,"formerTitle":null,"shortlog":[]},"signals":[{"key":"`,
      `":{"kind":9,"patch":{"kind":"patch","subject":{"title":"","isReply":false,"isForward":false,"isPatch":true,"isPull":false,"isRfc":false,"isResend":false,"isBackport":false,"version":1,"versionWritten":true,"number":1,"total":1,"tags":[]},"titleKey":"`,
      `","trailers":[{"name":"Signed-off-by","value":"","person":{"name":"","email":""},"line":1},{"name":"`,
      `":{"kind":4,"signals":[{"key":"","lines":[1,2],"text":"","by":{"name":"","email":"@gmail.com"},"answers":{"messageId":"","lines":[1,2]},"signal":"`,
      `","says":"posted","mode":"done"}]},"`,
      `","says":"approval","mode":"done","weak":true},{"key":"`,
    )
    .flat()
    .join(''),
);
