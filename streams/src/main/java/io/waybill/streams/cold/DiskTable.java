package io.waybill.streams.cold;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/**
 * A table on disk. Outside of the heap it takes three times {@value #BUFFER_BYTES} bytes for what is to be written and, for finding entries, about
 * two bytes for each. Files are mapped and not compressed, so that an entry is read where the system caches it: entries are small, and to
 * unpack a block for each takes several times as long. There is no log: nothing of it is needed behind a crash. Safe for several
 * threads.
 */
final class DiskTable implements AutoCloseable {

    private static final long BUFFER_BYTES = 16L << 20;
    private static final int KEY_BYTES = Integer.BYTES + Long.BYTES;
    private static final int BLOOM_BITS = 10;

    private final ScratchFolder folder;
    private final BloomFilter bloom;
    private final Options options;
    private final WriteOptions unlogged;
    private final RocksDB db;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    private DiskTable(ScratchFolder folder) throws RocksDBException {
        this.folder = folder;
        bloom = new BloomFilter(BLOOM_BITS);
        options = new Options()
                .setCreateIfMissing(true)
                .setWriteBufferSize(BUFFER_BYTES)
                .setMaxWriteBufferNumber(3)
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setAllowMmapReads(true)
                // Who asks for an entry knows that it is there: the lowest level needs no filter.
                .setOptimizeFiltersForHits(true)
                .setInfoLogLevel(InfoLogLevel.ERROR_LEVEL)
                .setTableFormatConfig(
                        new BlockBasedTableConfig().setNoBlockCache(true).setFilterPolicy(bloom));
        unlogged = new WriteOptions().setDisableWAL(true);
        db = RocksDB.open(options, folder.path().resolve("contacts").toString());
    }

    static DiskTable open(Path parent) throws IOException {
        try {
            RocksDB.loadLibrary();
        } catch (RuntimeException | LinkageError failed) {
            throw new IOException("RocksDB does not run on this system: " + failed.getMessage(), failed);
        }
        ScratchFolder folder = ScratchFolder.under(parent);
        try {
            return new DiskTable(folder);
        } catch (RocksDBException failed) {
            folder.close();
            throw new IOException("the cold tier cannot be opened in " + parent + ": " + failed.getMessage(), failed);
        }
    }

    void put(int owner, long key, byte[] value) throws IOException {
        use("written to", () -> {
            db.put(unlogged, bytes(owner, key), value);
            return value;
        });
    }

    byte[] get(int owner, long key) throws IOException {
        byte @Nullable [] value = use("read from", () -> db.get(bytes(owner, key)));
        if (value == null) {
            throw new IllegalStateException("entry " + key + " of " + owner + " is not in the cold tier");
        }
        return value;
    }

    void remove(int owner, long key) throws IOException {
        use("written to", () -> {
            db.singleDelete(unlogged, bytes(owner, key));
            return null;
        });
    }

    void removeAll(int owner) throws IOException {
        use("written to", () -> {
            db.deleteRange(unlogged, bytes(owner, 0), bytes(owner + 1, 0));
            return null;
        });
    }

    private interface Use {
        byte @Nullable [] now() throws RocksDBException;
    }

    /** A thread that did not stop in time must not reach memory that was given back. */
    private byte @Nullable [] use(String how, Use use) throws IOException {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the cold tier is closed");
            }
            return use.now();
        } catch (RocksDBException failed) {
            throw new IOException(
                    "the cold tier in " + folder.path() + " cannot be " + how + ": " + failed.getMessage(), failed);
        } finally {
            lock.readLock().unlock();
        }
    }

    private static byte[] bytes(int owner, long key) {
        return ByteBuffer.allocate(KEY_BYTES).putInt(owner).putLong(key).array();
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            closed = true;
            db.close();
            unlogged.close();
            options.close();
            bloom.close();
        } finally {
            lock.writeLock().unlock();
        }
        folder.close();
    }
}
