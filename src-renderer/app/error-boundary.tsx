import { Component, type ReactNode } from "react";
import { texts } from "#renderer/lib/texts.ts";
import { reportError } from "#renderer/lib/toasts.ts";
import { ErrorState } from "#renderer/ui/states.tsx";

interface Props {
  readonly children: ReactNode;
  /** When it changes (another page), the failed one is forgotten. */
  readonly resetKey?: string;
}

interface State {
  readonly hasFailed: boolean;
  readonly resetKey: string | undefined;
}

/** Keeps a bug in one page from blanking the window: says so, logs it, offers another try. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { hasFailed: false, resetKey: this.props.resetKey };

  static getDerivedStateFromError(): Partial<State> {
    return { hasFailed: true };
  }

  static getDerivedStateFromProps({ resetKey }: Props, state: State): Partial<State> | null {
    return resetKey === state.resetKey ? null : { hasFailed: false, resetKey };
  }

  override componentDidCatch(error: unknown): void {
    reportError(error);
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <ErrorState
        title={texts.errors.pageTitle}
        message={texts.errors.pageBody}
        onRetry={() => this.setState({ hasFailed: false })}
      />
    );
  }
}
