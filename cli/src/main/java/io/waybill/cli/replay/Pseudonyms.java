package io.waybill.cli.replay;

import io.waybill.captures.InputProblem;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Replaces device ids before anything else sees them, so that they are in no table, alert, report, topic or store. The pseudonym
 * is the first 80 bits of HMAC-SHA256 over the id: the same key gives the same pseudonym in every case, and without the key nobody
 * can tell an id from it, nor try ids out. Used by one thread.
 */
public final class Pseudonyms {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 10;
    private static final int MIN_KEY_BYTES = 16;
    private static final int MAX_KEY_BYTES = 4_096;

    private final Mac mac;

    private Pseudonyms(byte[] key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }

    /**
     * Under the key in this file: all its bytes but white space at the end.
     *
     * @throws IOException when it cannot be read or is no key: 16 to 4,096 bytes
     */
    public static Pseudonyms read(Path file) throws IOException {
        if (Files.size(file) > MAX_KEY_BYTES) {
            throw new IOException(file + " is no key: longer than " + MAX_KEY_BYTES + " bytes");
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).stripTrailing();
        if (text.length() < MIN_KEY_BYTES) {
            throw new IOException(file + " is no key: shorter than " + MIN_KEY_BYTES
                    + " bytes; 'waybill keys secret FILE' makes one");
        }
        return new Pseudonyms(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The pseudonym of a device. */
    public String of(String deviceId) {
        return "p-" + HexFormat.of().formatHex(mac.doFinal(deviceId.getBytes(StandardCharsets.UTF_8)), 0, BYTES);
    }

    /** What stands for the key in a manifest: tells whether two cases have the same one, and nothing more. */
    public String keyId() {
        return of("waybill key id");
    }

    /** Changes the event. */
    DeviceConnection hide(DeviceConnection event) {
        event.setDeviceId(of(event.getDeviceId()));
        return event;
    }

    /** A profile without what else tells the device: addresses and hashed identifiers. */
    DeviceProfile hide(DeviceProfile profile) {
        return DeviceProfile.newBuilder(profile)
                .setDeviceId(of(profile.getDeviceId()))
                .setAddresses(List.of())
                .setIdentifiers(List.of())
                .build();
    }

    DeviceLifecycle hide(DeviceLifecycle lifecycle) {
        return DeviceLifecycle.newBuilder(lifecycle)
                .setDeviceId(of(lifecycle.getDeviceId()))
                .build();
    }

    /** Where a problem was, without its reason, which may quote a device. */
    InputProblem hide(InputProblem problem) {
        return new InputProblem(
                problem.input(), problem.unit(), problem.position(), "unusable; why was told when the case was made");
    }
}
