package io.waybill.cli.send;

import java.io.IOException;

/** Where alerts go. Used by one thread. */
sealed interface Outlet extends AutoCloseable permits WebhookOutlet, SyslogOutlet, TopicOutlet {

    /**
     * Hands one over; when this returns, the receiver has it as far as its protocol can tell.
     *
     * @throws IOException when it did not arrive and may arrive later
     * @throws RefusedException when the receiver will never take it
     */
    void send(RenderedAlert alert) throws IOException, RefusedException, InterruptedException;

    /** Where to, for messages. */
    String describe();

    @Override
    void close();
}
