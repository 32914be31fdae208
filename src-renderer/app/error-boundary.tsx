import { Component, type ReactNode } from "react";
import { texts } from "#renderer/lib/texts.ts";
import { reportError } from "#renderer/lib/toasts.ts";
import { ErrorState } from "#renderer/ui/states.tsx";

interface Props {
  readonly children: ReactNode;
  /** When it changes (another page), the failed one is forgotten. */
  readonly resetKey?: string;
}

/** Keeps a bug in one page from blanking the window: says so, logs it, offers another try. */
export class ErrorBoundary extends Component<Props, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override componentDidCatch(error: unknown): void {
    reportError(error);
  }

  override componentDidUpdate(former: Props): void {
    if (this.state.hasFailed && former.resetKey !== this.props.resetKey)
      this.setState({ hasFailed: false });
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
