import css from './spark.module.css';

/** A row of bars: how much there was, span by span. `label` says the same in words. */
export function Spark({ values, label, height = 34 }: { values: readonly number[]; label: string; height?: number }) {
  const most = Math.max(1, ...values);
  return (
    <span className={css['spark']} role="img" aria-label={label} title={label} style={{ height }}>
      {values.map((value, index) => (
        <i key={index} style={{ height: value === 0 ? 1 : Math.max(2, Math.round((value / most) * height)) }} />
      ))}
    </span>
  );
}
