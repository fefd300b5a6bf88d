/** Text as HTML text or attribute value; control characters and non-characters that HTML and XML forbid are shown as a mark. */
export function escapeHtml(text: string): string {
  return text.replace(SPECIAL, (mark) => ENTITIES[mark] ?? '\uFFFD');
}

const SPECIAL = /[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
