import type { ThreadNode, ThreadSkeleton } from '../../../data/records/index.ts';

/**
 * Builds the tree of one thread: all messages that References and In-Reply-To tie together.
 * Each message hangs under its last reference (In-Reply-To stands last, as public-inbox trusts it over References); ids that
 * are named and absent become ghosts, linked left to right by the References of the earliest message that names them.
 * Nobody else's References move a message that has a parent. Loops are cut at their earliest message. Another mail under a
 * reused id hangs under the first. The result depends on the messages alone, not on their order.
 * Returns all nodes in reading order (parents first, siblings by time); empty for no messages.
 */
export function threadMessages(skeletons: ThreadSkeleton[]): ThreadNode[] {
  const messages = [...skeletons].sort(byDateThenKey);
  const nodes = new Map<string, Node>();
  for (const { key, dateUsed } of messages)
    nodes.set(key, { key, ghost: false, time: dateUsed, parent: null, children: [], root: null });
  const ownParent = new Map<string, string>();
  for (const message of messages) {
    const parent = message.key === message.messageId ? message.references.at(-1) : message.messageId;
    if (parent === undefined || parent === message.key) continue;
    if (!nodes.has(parent))
      nodes.set(parent, { key: parent, ghost: true, time: Infinity, parent: null, children: [], root: null });
    ownParent.set(message.key, parent);
  }
  cutLoops(messages, ownParent);
  for (const [key, parent] of ownParent) {
    const node = nodes.get(key)!;
    node.parent = node.root = nodes.get(parent)!;
  }
  for (const message of messages) linkReferences(message.references, message.key, nodes);
  return inReadingOrder([...nodes.values()]);
}

interface Node {
  key: string;
  ghost: boolean;
  /** Own time; a ghost's is that of its earliest descendant. */
  time: number;
  parent: Node | null;
  children: Node[];
  /** A step towards the root, shortened by `rootOf`. */
  root: Node | null;
}

/** Every message has at most one parent, so each loop is found by one walk; its earliest message becomes a root. */
function cutLoops(messages: ThreadSkeleton[], parentOf: Map<string, string>): void {
  const place = new Map(messages.map((message, n) => [message.key, n]));
  const walkOf = new Map<string, number>();
  messages.forEach(({ key }, walk) => {
    let at: string | undefined = key;
    while (at !== undefined && !walkOf.has(at)) {
      walkOf.set(at, walk);
      at = parentOf.get(at);
    }
    if (at === undefined || walkOf.get(at) !== walk) return;
    let earliest = at;
    for (let next = parentOf.get(at)!; next !== at; next = parentOf.get(next)!) {
      if (place.get(next)! < place.get(earliest)!) earliest = next;
    }
    parentOf.delete(earliest);
  });
}

/** Links the chain of one message's references where the later of two has no parent yet and no loop would come of it. */
function linkReferences(references: string[], own: string, nodes: Map<string, Node>): void {
  let before: Node | null = null;
  for (const id of references) {
    if (id === own) continue;
    let node = nodes.get(id);
    if (!node) {
      node = { key: id, ghost: true, time: Infinity, parent: null, children: [], root: null };
      nodes.set(id, node);
    }
    if (before && before !== node && !node.parent && rootOf(before) !== node) node.parent = node.root = before;
    before = node;
  }
}

function rootOf(node: Node): Node {
  let root = node;
  while (root.root) root = root.root;
  for (let at = node; at !== root;) {
    const next = at.root!;
    at.root = root;
    at = next;
  }
  return root;
}

function inReadingOrder(nodes: Node[]): ThreadNode[] {
  const roots: Node[] = [];
  for (const node of nodes) (node.parent?.children ?? roots).push(node);
  giveGhostsTheirTime(roots);
  const ordered: ThreadNode[] = [];
  const stack: [Node, number][] = [...roots].sort(latestFirst).map((node) => [node, 0]);
  for (let top = stack.pop(); top; top = stack.pop()) {
    const [node, depth] = top;
    ordered.push({ key: node.key, parent: node.parent?.key ?? null, ghost: node.ghost, depth });
    for (const child of node.children.sort(latestFirst)) stack.push([child, depth + 1]);
  }
  return ordered;
}

/** Children before parents, with a stack of our own: mail decides how deep a thread is. */
function giveGhostsTheirTime(roots: Node[]): void {
  const order = [...roots];
  for (let n = 0; n < order.length; n += 1) for (const child of order[n]!.children) order.push(child);
  for (const node of order.reverse()) {
    if (node.ghost) for (const child of node.children) node.time = Math.min(node.time, child.time);
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const byDateThenKey = (a: ThreadSkeleton, b: ThreadSkeleton) => a.dateUsed - b.dateUsed || compare(a.key, b.key);
const latestFirst = (a: Node, b: Node) => (b.time === a.time ? 0 : b.time - a.time) || compare(b.key, a.key);
