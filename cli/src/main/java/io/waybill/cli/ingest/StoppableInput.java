package io.waybill.cli.ingest;

import io.waybill.cli.shell.StopSignal;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A stream that ends when the signal comes, although what it reads from says nothing: a thread of its own waits for that, from the
 * first read on. Holds at most a few blocks, so that whoever writes waits for whoever reads. Read by one thread.
 */
final class StoppableInput extends InputStream {

    private static final int BLOCK_BYTES = 64 * 1024;
    private static final int MAX_BLOCKS = 16;
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final byte[] END = {};

    private final StopSignal stop;
    private final Thread pump;
    private final BlockingQueue<byte[]> blocks = new ArrayBlockingQueue<>(MAX_BLOCKS);
    private byte[] block = END;
    private int at;
    private boolean ended;
    private volatile @Nullable IOException failure;

    StoppableInput(InputStream in, StopSignal stop) {
        this.stop = stop;
        this.pump = new Thread(() -> pump(in), "standard-input");
        pump.setDaemon(true); // it may wait for input for ever
    }

    private void pump(InputStream in) {
        byte[] buffer = new byte[BLOCK_BYTES];
        try {
            try {
                int read = in.read(buffer);
                while (read >= 0) {
                    if (read > 0) {
                        blocks.put(Arrays.copyOf(buffer, read));
                    }
                    read = in.read(buffer);
                }
            } catch (IOException e) {
                failure = e;
            }
            blocks.put(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        if (len == 0) {
            return 0;
        }
        if (!ended && at == block.length) {
            next();
        }
        if (ended) {
            return -1;
        }
        int count = Math.min(len, block.length - at);
        System.arraycopy(block, at, b, off, count);
        at += count;
        return count;
    }

    private void next() throws IOException {
        if (pump.getState() == Thread.State.NEW) {
            pump.start();
        }
        try {
            byte[] came = blocks.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            while (came == null && !stop.await(Duration.ZERO)) {
                came = blocks.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            }
            if (came == null || came.length == 0) {
                ended = true;
            } else {
                block = came;
                at = 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for input", e);
        }
        IOException failed = failure;
        if (ended && failed != null) {
            throw failed;
        }
    }

    @Override
    public int available() {
        return block.length - at;
    }
}
