import { Component, type ReactNode } from 'react';
import { Failure } from './states.tsx';

interface Props {
  children: ReactNode;
  /** Another page gets another chance. */
  page: string;
}

/** Keeps the frame standing when a screen breaks, and says so. */
export class Boundary extends Component<Props, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override componentDidUpdate(before: Props): void {
    if (before.page !== this.props.page && this.state.error !== null) this.setState({ error: null });
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return (
      <div style={{ padding: '0 24px' }}>
        <Failure page error={this.state.error} retry={() => location.reload()} />
      </div>
    );
  }
}
