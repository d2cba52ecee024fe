import React from 'react';

interface Props {
    children: React.ReactNode;

    /** Shown instead of children that threw. */
    fallback: (retry: () => void) => React.ReactNode;
}

/** Keeps a fault of ours from taking the host's page down: the System Console has no boundary of its own. */
export class ErrorBoundary extends React.Component<Props, {failed: boolean}> {
    override state = {failed: false};

    static getDerivedStateFromError(): {failed: boolean} {
        return {failed: true};
    }

    override render(): React.ReactNode {
        return this.state.failed ? this.props.fallback(() => this.setState({failed: false})) : this.props.children;
    }
}
