/** The paragraphs of a quote, in which one line is one paragraph. */
export function paragraphsOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** Words wrapped at a width, each line behind `mark`; what has no blank to break at stays whole. */
export function wrap(text: string, width: number, mark = ''): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > width - mark.length) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') lines.push(line);
  return lines.map((each) => `${mark}${each}`).join('\n');
}
