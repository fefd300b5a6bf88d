import type { PointAnswer } from '../../../data/records/patch.ts';
import { GatedPattern } from '../signals/word-gate.ts';

/** True where words ask something: a point that wants an answer rather than a change. */
export function isQuestion(text: string): boolean {
  const low = text.toLowerCase();
  if (!low.includes('?')) return false;
  // "Could you rename it?" and "Maybe s/a/b/?" are demands in the form of a question.
  return !REQUEST.test(low) && !SUBSTITUTES.test(low);
}

/** True where words on no line of a diff want something: a question, a demand, a doubt. */
export function isPointed(text: string): boolean {
  const low = text.toLowerCase().replace(/[\u2018\u2019]/g, "'");
  return low.includes('?') || REQUEST.test(low) || WANTS.test(low) || SUBSTITUTES.test(low);
}

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

/** True for words by which the reviewer makes the change, or leaves it to whoever merges: "I'll fix it before merge." */
export function takesCare(text: string): boolean {
  return TAKES_CARE.test(text.toLowerCase().replace(/[\u2018\u2019]/g, "'"));
}

/** True for words that ask for something beside the lines that they quote: "missing a return here". */
export function wantsMore(text: string): boolean {
  return WANTS_MORE.test(text.toLowerCase());
}

/** True for words that end by leading over to a tag: "so feel free to include:". */
export function givesTag(text: string): boolean {
  return /\b(?:feel free to (?:add|include)|you can (?:also )?(?:add|include)|with (?:that|this|those)(?: \w+){0,3}|otherwise|other than (?:that|this|those))(?: my| the following)?\s*[:,]?\s*$/i.test(
    text.trim(),
  );
}

/** True for a sentence that approves of what it answers. */
export function isProseApproval(low: string): boolean {
  return APPROVES.test(low) && !NOT_APPROVES.test(low) && !low.trimEnd().endsWith('?');
}

/** True for words that open by speaking of the whole patch: thanks for it, its fate, a verdict on it. */
export function isOnWhole(text: string): boolean {
  return ON_WHOLE.test(text.toLowerCase().replace(/[\u2018\u2019]/g, "'"));
}

/** True for words that speak of the patch or its merging wherever they stand: nothing that is quoted above is meant. */
export function isOnPatch(text: string): boolean {
  return ON_PATCH.test(text.toLowerCase().replace(/[\u2018\u2019]/g, "'")) || (text.length < 200 && givesTag(text));
}

const ON_PATCH =
  /^(?:ok,? |also |and )?(?:(?:please )?feel free to (?:merge|push|apply|take|commit)\b|i(?:'ve| have)? (?:dared to |slightly |just |now )*(?:merged?|appl(?:y|ied)|push(?:ed)?|queued?) (?:this|it|the (?:patch|series|whole)|patchset|both|all)\b|(?:please )?note that (?:this|the|your) (?:patch|series|patchset) (?:conflicts|depends|applies|needs|does not apply)\b|(?:this|the|your) (?:whole )?(?:patch|series|patchset) (?:conflicts|depends on|does not apply|doesn't apply|no longer applies))/;

const ON_WHOLE =
  /^(?:thanks?\b|thank you|thx\b|applied\b|queued\b|merged\b|pushed\b|(?:this|the) (?:whole )?(?:patch|series|patchset|set|change|version)\b|(?:i'm|i am|i was) (?:fine|ok|okay|good|happy) with (?:this|the)\b|(?:otherwise|others?|the rest|everything else|apart from|other than|aside from|besides)\b[^.?]{0,60}\b(?:lgtm|good|fine|ok|okay|great|nice)\b|looks? (?:good|fine|great|ok|okay|reasonable|sane)\b|lgtm\b|nice (?:work|patch|cleanup)|good (?:work|job)|i(?:'ve| have)? (?:reviewed|tested|applied|queued)\b)/;

const REQUEST =
  /\b(can|could|would|will) (you|we)( please| also| just| perhaps| maybe)* (add|rename|move|drop|remove|use|fix|change|split|make|put|document|explain in|mention|rebase|resend|respin|send|convert|replace|avoid|keep|merge|squash|update|rework|check)\b|\bplease\b|\bwhy not (just )?(use|do|call|make)\b|\bhow about\b|\bshouldn't (this|it|that|we|you|there)\b|\bwouldn't (it |that |this )?be (better|nicer|simpler|cleaner|easier|safer|clearer)\b|^(nit:? )?(maybe|perhaps) (to |just |we could |you could )?(add|rename|move|drop|remove|use|fix|change|split|make|put|document|mention|be)\b/;

/** `s/old/new/` */
const SUBSTITUTES = /(?:^|[\s"'`(])s\/[^/]{1,60}\/[^/]{0,60}(?:\/|$)/;

const WANTS =
  /\b(should|shouldn't|needs? to|must|have to|has to|nit|nits|typo|missing|misses|wrong|incorrect|broken|breaks|instead|consider|i'd (prefer|suggest)|i would (prefer|suggest)|i suggest|suggestion|don't (like|see|think|understand)|doesn't (work|build|compile|apply|make sense|seem)|not (clear|sure|needed|necessary|correct)|unclear|confus\w+|why|bug|race|leak\w*|deadlock|overflow\w*|nak|nack|split|rebase|respin|resend|rather|better (to|if)|too (long|many|much|big))\b/;

const DECLINES =
  /^(no\b(?!t (sure|a problem)| problem| worries)|nope|nah\b|not really|i (don't|do not) (think|agree|see (why|the point))|i disagree|disagree|i('d| would) (rather|prefer)|i prefer\b|(this|that|it) (would|will) (not|break|be wrong)|can't\b|cannot\b|we can't|we cannot|won't (do|work)|unfortunately|actually,? no\b|well,? no\b|hmm,? no\b)/;

const AGREES_FIRST =
  /^(ok(ay)?\b|o\.k\.|yes\b|yep\b|yeah?\b|yea[hp]\b|yup\b|ya\b|sure\b|right\b|agreed?\b|i agree|fully agree|true\b|indeed\b|correct\b|exactly\b|absolutely\b|definitely\b|of course\b|done\b|fixed\b|good (point|catch|idea|question,? yes|spot)|great (point|catch|idea)|nice (catch|idea)|makes sense|fair (enough|point)|ack(ed)?\b|thanks\b|thank you|ah,? (ok|yes|right|indeed|good)|oh,? (ok|yes|right|indeed|good)|oops|ouch|my bad|sorry|noted|sounds (good|fine|reasonable|great)|will (do|fix|change|add|remove|drop|update|rename|rework|address|split|move|use|send|respin|include)|you('re| are) right|got it|gotcha|roger|no problem|works for me|np\b|\+1|ugh\b|argh?\b|whoops|d'oh|my (mistake|fault)|apologies)/;

const PROMISES =
  /\b(i('ll| will| am going to|'m going to) (fix|change|add|remove|drop|update|rename|rework|address|split|move|use|send|respin|include|do (so|that|it)|make|correct|clean|take care)|(fixed|addressed|changed|staged|done|dropped|removed|renamed|added|reworked) (it |this |that |locally |both |all )?(in|for|with|to)? ?(v\d+|my|the next|next|locally|tree)|will (be )?(fix|change|addres|updat|remov|add|drop|correct)\w* (in|for|with)|(next|v\d+) (version|revision|spin) will)\b/;

const TAKES_CARE =
  /\bi(?:'ve| have)? (?:just |already )?(?:removed|fixed|changed|added|dropped|adjusted|renamed|reworded|applied|merged|pushed)\b[^.?]{0,80}\b(?:it|that|this|the|your)\b|\bi(?:'ll| will|'m going to| can) (?:fix|add|change|remove|drop|adjust|merge|reword|amend|squash|do)\b[^.?]{0,60}\b(?:before|when|while|during|on) (?:merg|apply|push|commit)\w*|\b(?:can|could|will) be (?:fixed|changed|removed|added|done|adjusted)\b[^.?]{0,30}\b(?:before|when|while|during|on) (?:merg|apply|push|commit)\w*|\b(?:feel free to (?:add|fix|change)|please fix|fix) (?:it |this |that )?(?:before|while|when|during) (?:merg|apply|push)\w*/;

const WANTS_MORE =
  /\b(miss(?:ing|es|ed)|lacks?|lacking|add|adding|insert|put|needs? (?:an?|some|to be (?:followed|preceded))|should (?:also|have|be (?:followed|preceded))|also|document|explain|comment|(?:blank|empty|new) ?lines?|line break)\b/;
const DONE =
  /\b(fixed|done|changed|added|removed|dropped|deleted|renamed|reworked|moved|replaced|updated|corrected|addressed|reworded|rephrased|i am (replacing|fixing|changing|adding|removing))\b/;
const NOT_DONE = /\b(not|n't|to be|be|should|would|could|can|will|if|when|once|already|before)\b|\?/;

const APPROVES = new GatedPattern(
  /\b(lgtm|looks? (?:really |very |pretty |all )?(?:good|fine|great|ok|okay|sane|correct|right|reasonable|nice|sensible)|i('m| am) (?:ok|okay|fine|happy|good) with (?:this|it|that|the)|(?:fine|ok|okay|good) (?:by|with|for) me|no (?:further |more |other )?objections?|(?:this|that|it) makes sense(?: to me)?|sounds (?:good|fine|great|reasonable)|i like (?:it|this|the|that)|works for me|good idea|feel free to (?:add|include)|(?:you can|please|can) (?:also )?(?:add|include) my)\b/,
);
const NOT_APPROVES =
  /\b(not|n't|doesn't|don't|isn't|but|however|except|otherwise|if|would look|could look|once|until|almost|mostly)\b/;
