import type { PointAnswer } from '../../../data/records/index.ts';

/** What an answer says to the point that it answers. */
export function stanceOf(text: string): PointAnswer['stance'] {
  const low = text
    .toLowerCase()
    .replace(/[\u2018\u2019]/g, "'")
    .trim();
  const opening = low.slice(0, 160);
  if (DECLINES.test(opening)) return 'declined';
  if (AGREES_FIRST.test(opening) || PROMISES.test(low.slice(0, 300))) return 'agreed';
  return low.includes('?') && !/[.!]\s/.test(low) ? 'asked' : 'explained';
}

/** True for an answer that says that it is done, not that it will be: "Yeap. Fixed, thanks." */
export function saysDone(text: string): boolean {
  const opening = text.slice(0, 100).toLowerCase();
  return DONE.test(opening) && !NOT_DONE.test(opening);
}

/** True for an answer by which a change is promised: "I'll fix it in v2." */
export function promisesChange(text: string): boolean {
  return PROMISES.test(
    text
      .slice(0, 300)
      .toLowerCase()
      .replace(/[\u2018\u2019]/g, "'"),
  );
}

const DECLINES =
  /^(no\b(?!t (sure|a problem)| problem| worries)|nope|nah\b|not really|i (don't|do not) (think|agree|see (why|the point))|i disagree|disagree|i('d| would) (rather|prefer)|i prefer\b|(this|that|it) (would|will) (not|break|be wrong)|can't\b|cannot\b|we can't|we cannot|won't (do|work)|unfortunately|actually,? no\b|well,? no\b|hmm,? no\b)/;

const AGREES_FIRST =
  /^(ok(ay)?\b|o\.k\.|yes\b|yep\b|yeah?\b|yea[hp]\b|yup\b|ya\b|sure\b|right\b|agreed?\b|i agree|fully agree|true\b|indeed\b|correct\b|exactly\b|absolutely\b|definitely\b|of course\b|done\b|fixed\b|good (point|catch|idea|question,? yes|spot)|great (point|catch|idea)|nice (catch|idea)|makes sense|fair (enough|point)|ack(ed)?\b|thanks\b|thank you|ah,? (ok|yes|right|indeed|good)|oh,? (ok|yes|right|indeed|good)|oops|ouch|my bad|sorry|noted|sounds (good|fine|reasonable|great)|will (do|fix|change|add|remove|drop|update|rename|rework|address|split|move|use|send|respin|include)|you('re| are) right|got it|gotcha|roger|no problem|works for me|np\b|\+1|ugh\b|argh?\b|whoops|d'oh|my (mistake|fault)|apologies)/;

const PROMISES =
  /\b(i('ll| will| am going to|'m going to) (fix|change|add|remove|drop|update|rename|rework|address|split|move|use|send|respin|include|do (so|that|it)|make|correct|clean|take care)|(fixed|addressed|changed|staged|done|dropped|removed|renamed|added|reworked) (it |this |that |locally |both |all )?(in|for|with|to)? ?(v\d+|my|the next|next|locally|tree)|will (be )?(fix|change|addres|updat|remov|add|drop|correct)\w* (in|for|with)|(next|v\d+) (version|revision|spin) will)\b/;

const DONE =
  /\b(fixed|done|changed|added|removed|dropped|deleted|renamed|reworked|moved|replaced|updated|corrected|addressed|reworded|rephrased|i am (replacing|fixing|changing|adding|removing))\b/;

const NOT_DONE = /\b(not|n't|to be|be|should|would|could|can|will|if|when|once|already|before)\b|\?/;
