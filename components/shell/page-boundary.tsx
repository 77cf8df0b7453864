'use client';

import { unstable_rethrow, usePathname, useRouter } from 'next/navigation';
import { Component, type ReactNode, startTransition } from 'react';
import { ErrorPage, type Worry } from './error-page';

type Props = { about?: Worry; children: ReactNode };

/**
 * Shows `ErrorPage` in place of a page that failed, until another page is opened. An `error.tsx` would cost every page a
 * file of scripts, and `catchError` of `next/error` costs 2 KB more than this.
 */
export function PageBoundary(props: Props) {
  return <Boundary {...props} path={usePathname()} refresh={useRouter().refresh} />;
}

type BoundaryProps = Props & { path: string; refresh: () => void };
type State = { path: string; failure: { error: unknown } | null };

class Boundary extends Component<BoundaryProps, State> {
  override state: State = { path: this.props.path, failure: null };

  static getDerivedStateFromError(error: unknown): Pick<State, 'failure'> {
    // What leads to another page, or says that there is none, is no failure.
    unstable_rethrow(error);
    return { failure: { error } };
  }

  static getDerivedStateFromProps({ path }: BoundaryProps, state: State): State | null {
    return path === state.path ? null : { path, failure: null };
  }

  retry = () =>
    startTransition(() => {
      this.props.refresh();
      this.setState({ failure: null });
    });

  override render() {
    const { failure } = this.state;
    if (failure === null) return this.props.children;
    return <ErrorPage error={failure.error} retry={this.retry} about={this.props.about} />;
  }
}
