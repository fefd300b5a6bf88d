import { useKeyGroups } from '../lib/keyboard.ts';
import { Dialog } from '../ui/dialog.tsx';
import css from './key-sheet.module.css';

/** Every key that holds on the screen below. */
export default function KeySheet({ onClose }: { onClose: () => void }) {
  const groups = useKeyGroups();
  return (
    <Dialog title="Keys" onClose={onClose} wide>
      <div className={css['groups']}>
        {groups.map((group) => (
          <section key={group.title}>
            <h3 className="eyebrow">{group.title}</h3>
            <dl className={css['keys']}>
              {group.shortcuts.map(({ keys, label }) => (
                <div key={keys}>
                  <dt>
                    {shown(keys).map((key, index) => (
                      <kbd key={index}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{label}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

/** `$mod+k` as the keyboard at hand calls it; `Shift+?` is just `?`. */
function shown(keys: string): string[] {
  const mod = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';
  return keys
    .split(' || ')[0]!
    .split(' ')
    .map((key) =>
      key
        .replace(/^Shift\+(?=\W$)/, '')
        .replace('Shift+', '⇧ ')
        .replace('$mod+', `${mod} `)
        .replace('Arrow', ''),
    );
}
