package io.waybill.console.feed;

import io.waybill.schemas.Topic;

/**
 * A topic of ours that exists on the broker.
 *
 * @param name with prefix
 * @param id of this incarnation: a topic deleted and made again has another one
 * @param caseName case it belongs to
 * @param topic its contract
 * @param partitions how many
 */
record MirroredTopic(String name, String id, String caseName, Topic topic, int partitions) {

    boolean isDeadLetters() {
        return topic.schema() == null;
    }
}
