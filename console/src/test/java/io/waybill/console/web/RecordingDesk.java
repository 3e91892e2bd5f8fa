package io.waybill.console.web;

import io.waybill.console.desk.CaseDesk;
import io.waybill.console.desk.CaseRecord;
import io.waybill.console.desk.CaseWork;
import io.waybill.console.desk.CaseWork.State;
import io.waybill.console.desk.DeskException;
import io.waybill.console.desk.DeskException.Reason;
import io.waybill.console.desk.Reference;
import io.waybill.console.desk.RuleDesk;
import io.waybill.schemas.PolicyRule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A desk that keeps what it was asked for; the real ones stand in the command and are tested there. */
final class RecordingDesk implements CaseDesk, RuleDesk {

    static final long MOST = 1 << 20;

    final List<CaseWork> work = new CopyOnWriteArrayList<>();
    final List<String> digests = new CopyOnWriteArrayList<>();
    final Map<String, String> received = new ConcurrentHashMap<>();
    final Map<Reference, String> told = new ConcurrentHashMap<>();
    final List<String> removed = new CopyOnWriteArrayList<>();
    final List<PolicyRule> published = new CopyOnWriteArrayList<>();
    final List<String> withdrawn = new CopyOnWriteArrayList<>();

    /** Was asked for nothing yet. */
    void clear() {
        List.of(work, digests, removed, published, withdrawn).forEach(List::clear);
        received.clear();
        told.clear();
    }

    @Override
    public long maxUploadBytes() {
        return MOST;
    }

    @Override
    public long maxReferenceBytes() {
        return MOST;
    }

    @Override
    public long droppedReferences() {
        return 0;
    }

    @Override
    public long receive(String caseName, Reference reference, String fileName, InputStream body) throws IOException {
        String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        if (text.contains("broken")) {
            throw new DeskException(Reason.WRONG, "line 2: <b>mac</b> is no address");
        }
        received.put(caseName + ' ' + reference.word(), fileName + ' ' + text);
        return text.lines().count();
    }

    @Override
    public CaseWork receive(String caseName, String fileName, Map<Reference, String> references, InputStream body)
            throws IOException {
        MessageDigest digest = sha256();
        long bytes = 0;
        byte[] piece = new byte[8192];
        try (DigestInputStream in = new DigestInputStream(body, digest)) {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                bytes += read;
                if (bytes > MOST) {
                    throw new DeskException(Reason.TOO_LARGE, "more than " + MOST + " bytes");
                }
            }
        }
        CaseWork item = new CaseWork(work.size() + 1L, caseName, fileName, State.WAITING, bytes, 0, 0, 0, null);
        work.add(item);
        digests.add(HexFormat.of().formatHex(digest.digest()));
        told.putAll(references);
        return item;
    }

    @Override
    public List<CaseWork> work() {
        return new ArrayList<>(work);
    }

    /** The work goes on. */
    void now(State state, long fed, long processed, String message) {
        CaseWork last = work.remove(work.size() - 1);
        work.add(new CaseWork(
                last.id(), last.caseName(), last.fileName(), state, last.bytes(), fed, processed, 1, message));
    }

    @Override
    public Optional<CaseRecord> record(String caseName) {
        return caseName.equals("redmi-2014")
                ? Optional.of(new CaseRecord(
                        caseName,
                        List.of(new CaseRecord.Input(
                                "capture", "<b>gateway</b>.pcap", 1_234_567, "ab".repeat(32), 812, 2))))
                : Optional.empty();
    }

    @Override
    public boolean removes() {
        return true;
    }

    @Override
    public void remove(String caseName) {
        if (caseName.equals("redmi-2015")) {
            throw new DeskException(Reason.IN_USE, "it is being replayed now");
        }
        removed.add(caseName);
    }

    @Override
    public void publish(PolicyRule rule) {
        published.add(rule);
    }

    @Override
    public void withdraw(String ruleId) {
        withdrawn.add(ruleId);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
