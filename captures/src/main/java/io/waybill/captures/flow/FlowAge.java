package io.waybill.captures.flow;

import org.jspecify.annotations.Nullable;

/** Flows in the order in which they were last heard of, in one line per idle time. */
final class FlowAge {

    private FlowAge() {}

    /** One line: flows that share an idle time. Linked through the flows themselves. */
    static final class Line {
        final long idleMillis;
        private @Nullable Flow oldest;
        private @Nullable Flow newest;

        Line(long idleMillis) {
            this.idleMillis = idleMillis;
        }

        @Nullable
        Flow oldest() {
            return oldest;
        }

        void add(Flow flow) {
            flow.line = this;
            flow.older = newest;
            flow.newer = null;
            if (newest == null) {
                oldest = flow;
            } else {
                newest.newer = flow;
            }
            newest = flow;
        }

        void remove(Flow flow) {
            Flow before = flow.older;
            Flow after = flow.newer;
            if (before == null) {
                oldest = after;
            } else {
                before.newer = after;
            }
            if (after == null) {
                newest = before;
            } else {
                after.older = before;
            }
            flow.older = null;
            flow.newer = null;
        }

        /** The flow was heard of: it goes to the end. */
        void refresh(Flow flow) {
            if (flow != newest) {
                remove(flow);
                add(flow);
            }
        }
    }
}
