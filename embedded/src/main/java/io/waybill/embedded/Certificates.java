package io.waybill.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Self-signed certificates from the JDK's own tool, to try out a guarded broker with; valid for two days. */
public final class Certificates {

    /** Of every store made here. */
    public static final String PASSWORD = "only-for-trials";

    private Certificates() {}

    /**
     * A key for 127.0.0.1 in {@code key.p12}, and {@code trust.p12} that trusts it, in the folder; returns the first.
     *
     * @throws IOException when keytool refuses, with what it said
     */
    public static Path make(Path folder) throws IOException, InterruptedException {
        return make(folder, "127.0.0.1", "key.p12", "trust.p12");
    }

    /**
     * A key for a client, and a truststore that trusts it beside those it trusted before; returns the keystore.
     *
     * @param name its subject is {@code CN=name}
     * @param truststore file name in the folder; made if missing
     * @throws IOException when keytool refuses, with what it said
     */
    public static Path client(Path folder, String name, String truststore) throws IOException, InterruptedException {
        return make(folder, name, name + ".p12", truststore);
    }

    private static Path make(Path folder, String name, String keystoreName, String truststore)
            throws IOException, InterruptedException {
        Path keystore = folder.resolve(keystoreName);
        Path certificate = folder.resolve(name + ".pem");
        keytool(List.of(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:127.0.0.1,dns:localhost",
                "-validity",
                "2",
                "-keystore",
                keystore.toString()));
        keytool(List.of(
                "-exportcert",
                "-rfc",
                "-alias",
                name,
                "-keystore",
                keystore.toString(),
                "-file",
                certificate.toString()));
        keytool(List.of(
                "-importcert",
                "-noprompt",
                "-alias",
                name,
                "-file",
                certificate.toString(),
                "-keystore",
                folder.resolve(truststore).toString()));
        return keystore;
    }

    private static void keytool(List<String> arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        builder.command().addAll(arguments);
        builder.command().addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
    }
}
