import { useId } from 'react';
import { useSettings, type Settings } from '../lib/settings.ts';
import { Dialog } from '../ui/dialog.tsx';
import css from './settings-panel.module.css';

/** How this reader likes to read; kept in the browser. */
export default function SettingsPanel({ onClose }: { onClose: () => void }) {
  const [settings, change] = useSettings();
  const me = useId();
  return (
    <Dialog title="How you like to read" onClose={onClose}>
      <div className={css['rows']}>
        <Choice
          label="Theme"
          name="theme"
          value={settings.theme}
          options={THEMES}
          onChange={(theme) => change({ theme })}
        />
        <Choice
          label="Size of type"
          name="size"
          value={settings.size}
          options={SIZES}
          onChange={(size) => change({ size })}
        />
        <Choice
          label="Prose"
          name="prose"
          value={settings.prose}
          options={PROSE}
          onChange={(prose) => change({ prose })}
        />
        <Choice
          label="Dates"
          name="dates"
          value={settings.dates}
          options={DATES}
          onChange={(dates) => change({ dates })}
        />
        <Choice
          label="Names"
          name="names"
          value={settings.names}
          options={NAMES}
          onChange={(names) => change({ names })}
        />
        <Choice
          label="Fold what nobody answered"
          name="fold"
          value={String(settings.foldLines)}
          options={FOLDS}
          onChange={(lines) => change({ foldLines: Number(lines) })}
        />
        <div className={css['row']}>
          <label htmlFor={me}>Your name or address</label>
          <span>
            <input
              id={me}
              className={css['me']}
              value={settings.me}
              onChange={(event) => change({ me: event.target.value })}
              placeholder="as your mails have it"
            />
            <span className={css['hint']}>For the page “For me”. It stays in this browser.</span>
          </span>
        </div>
      </div>
    </Dialog>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  name: string;
  value: T;
  options: readonly (readonly [T, string])[];
  onChange: (value: T) => void;
}

function Choice<T extends string>({ label, name, value, options, onChange }: ChoiceProps<T>) {
  return (
    <fieldset className={css['row']}>
      <legend>{label}</legend>
      <span className={css['options']}>
        {options.map(([option, word]) => (
          <label key={option} className={css['option']}>
            <input type="radio" name={name} checked={value === option} onChange={() => onChange(option)} />
            <span>{word}</span>
          </label>
        ))}
      </span>
    </fieldset>
  );
}

const THEMES = [['', 'as the system'], ['light', 'light'], ['dark', 'dark']] as const; // prettier-ignore
const SIZES = [['small', 'small'], ['', 'normal'], ['large', 'large'], ['largest', 'largest']] as const satisfies readonly (readonly [Settings['size'], string])[]; // prettier-ignore
const PROSE = [['book', 'set as a book'], ['sent', 'line by line as sent']] as const; // prettier-ignore
const DATES = [['relative', '3 days ago'], ['absolute', '14 Jul']] as const; // prettier-ignore
const NAMES = [['full', 'Dana Whitlock'], ['first', 'Dana']] as const; // prettier-ignore
const FOLDS = [['12', 'over 12 lines'], ['24', 'over 24'], ['60', 'over 60'], ['100000', 'never']] as const; // prettier-ignore
