import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import css from './dialog.module.css';

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** A narrow sheet, or a wide one for tables and long text. */
  wide?: boolean;
  /** The title is read aloud only. */
  bare?: boolean;
}

/** A sheet over the page: Esc or a click beside it closes it, focus stays inside and returns where it was. */
export function Dialog({ title, onClose, children, wide = false, bare = false }: DialogProps) {
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={css['backdrop']} />
        <Base.Popup className={`${css['popup']} ${wide ? css['wide'] : ''}`}>
          <div className={bare ? 'unseen' : css['head']}>
            <Base.Title className={css['title']}>{title}</Base.Title>
            <Base.Close className={css['close']} aria-label="Close">
              <kbd aria-hidden>Esc</kbd>
            </Base.Close>
          </div>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
