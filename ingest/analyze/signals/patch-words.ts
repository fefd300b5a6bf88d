/** The words by which a sentence means a patch or series, not a part of one: a source of expressions, without a group. */
export const THE_PATCH =
  '(?:(?:this|it|these|them|that|both|all)\\b(?! (?:\\w+ )?(?:hunks?|parts?|chunks?|idea|functions?|code|stuff|changes?|lines?|risk|approach|checks?|comments?|bits?|thing|sentence|word|field|call|variable|flag|test|option)\\b)|(?:(?:the|your|this|that|these|my|two|three|several|whole|entire|first|last|second|both|all|of|individual) ){1,3}(?:\\w+ ){0,2}?(?:patch(?:es)?|series|patchset|set|version|ones?|fix|v\\d+)\\b|patch(?:es)? #?\\d+|v\\d+\\b)';
