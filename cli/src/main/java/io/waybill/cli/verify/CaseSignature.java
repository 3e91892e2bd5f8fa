package io.waybill.cli.verify;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.cli.report.CaseFolder;
import io.waybill.cli.report.Sha256;
import io.waybill.streams.alert.render.JsonLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An Ed25519 signature over the bytes of {@code case.json}, in {@code case.sig} beside it. The manifest holds the digests of inputs
 * and outputs, so the signature covers them all. The signature names its public key; whose key that is, the reader must know from
 * elsewhere.
 */
public final class CaseSignature {

    /** The file of the signature. */
    public static final String FILE = "case.sig";

    private static final String ALGORITHM = "Ed25519";
    private static final long MAX_BYTES = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private CaseSignature() {}

    /**
     * Signs the manifest of a case folder.
     *
     * @throws IOException when the manifest cannot be read, the signature not be written, or the key is no Ed25519 key
     */
    public static void sign(Path folder, KeyPair keys) throws IOException {
        byte[] manifest = Files.readAllBytes(folder.resolve(CaseFolder.MANIFEST));
        byte[] signed;
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(keys.getPrivate());
            signature.update(manifest);
            signed = signature.sign();
        } catch (GeneralSecurityException wrong) {
            throw new IOException("the key cannot sign: " + wrong.getMessage(), wrong);
        }
        String text = JsonLine.document(json -> json.text("algorithm", ALGORITHM)
                .text(
                        "publicKey",
                        Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()))
                .text("signature", Base64.getEncoder().encodeToString(signed)));
        Files.write(folder.resolve(FILE), text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What a signature names its key by: SHA-256 of the public key, as {@code waybill keys show} prints it.
     *
     * @return null where the case is not signed
     * @throws IOException when the signature cannot be read
     */
    public static @Nullable String fingerprint(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return null;
        }
        return Sha256.hex(Base64.getDecoder()
                .decode(JSON.readTree(file.toFile()).path("publicKey").asText()));
    }

    /**
     * Checks the signature of a case folder, where it has one.
     *
     * @param trusted the key it must be made with; null to take whichever it names
     * @return what is wrong; empty when the signature holds, and when there is none and no key is asked for
     * @throws IOException when a file cannot be read
     */
    public static List<Discrepancy> check(Path folder, @Nullable PublicKey trusted) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return trusted == null ? List.of() : List.of(new Discrepancy(FILE, "is missing: the case is not signed"));
        }
        if (Files.size(file) > MAX_BYTES) {
            return List.of(new Discrepancy(FILE, "is larger than any signature"));
        }
        try {
            JsonNode json = JSON.readTree(file.toFile());
            byte[] key = Base64.getDecoder().decode(json.path("publicKey").asText());
            if (trusted != null && !Arrays.equals(key, trusted.getEncoded())) {
                return List.of(new Discrepancy(FILE, "was made with another key"));
            }
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(key)));
            signature.update(Files.readAllBytes(folder.resolve(CaseFolder.MANIFEST)));
            boolean holds = signature.verify(
                    Base64.getDecoder().decode(json.path("signature").asText()));
            return holds
                    ? List.of()
                    : List.of(new Discrepancy(
                            FILE, "does not fit " + CaseFolder.MANIFEST + ": the manifest was changed after signing"));
        } catch (GeneralSecurityException | IllegalArgumentException | JacksonException damaged) {
            return List.of(new Discrepancy(FILE, "is no signature: " + damaged.getMessage()));
        }
    }
}
