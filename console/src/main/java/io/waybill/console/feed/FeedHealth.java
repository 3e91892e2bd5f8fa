package io.waybill.console.feed;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the feed is doing.
 *
 * @param caughtUp whether it has once been level with the topics since it started
 * @param failure what stopped it for good, or null
 * @param waitingFor what it waits for and tries again, or null
 * @param topics each mirrored topic and each dead-letter topic
 */
public record FeedHealth(
        boolean caughtUp,
        @Nullable String failure,
        @Nullable String waitingFor,
        List<TopicHealth> topics) {

    /** Whether pages show what the topics say. */
    public boolean ready() {
        return caughtUp && failure == null;
    }

    /**
     * One topic.
     *
     * @param caseName case it belongs to
     * @param topic name without prefix
     * @param records records published and still kept
     * @param lag records not yet stored; 0 for dead letters, which are only counted
     * @param deadLetters whether its records are those that could not be used
     */
    public record TopicHealth(String caseName, String topic, long records, long lag, boolean deadLetters) {}
}
