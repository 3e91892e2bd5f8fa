package io.waybill.benchmarks.run;

import io.waybill.embedded.EmbeddedStack;
import java.io.IOException;
import java.nio.file.Path;

/** Broker and registry in a process of their own: says where they are, and ends with its parent. */
public final class BrokerMain {

    private BrokerMain() {}

    /** Argument: the folder. */
    public static void main(String[] arguments) throws IOException {
        try (EmbeddedStack stack = EmbeddedStack.start(Path.of(arguments[0]))) {
            System.out.println(stack.bootstrapServers() + " " + stack.registryUrl());
            System.out.flush();
            ParentWatch.awaitEnd();
        }
    }
}
