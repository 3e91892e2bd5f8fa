package io.waybill.cli.send;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Posts each alert to an address: CloudEvents over HTTP in binary mode ({@code ce-id} and so on). With a secret,
 * {@code Waybill-Signature} is {@code sha256=} and the HMAC-SHA256, in hexadecimal, of the {@code ce-id}, a line feed, and the
 * body. An answer of 2xx is success; 408, 425, 429 and 5xx mean later, anything else never. Redirects are not followed.
 */
final class WebhookOutlet implements Outlet {

    static final String SIGNATURE = "Waybill-Signature";

    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI address;
    private final String name;
    private final @Nullable Mac mac;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    WebhookOutlet(URI address, String name, byte @Nullable [] secret) {
        this.address = address;
        this.name = name;
        this.mac = secret == null ? null : mac(secret);
    }

    @Override
    public void send(RenderedAlert alert) throws IOException, RefusedException, InterruptedException {
        byte[] body = alert.text().getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(PATIENCE).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        String id = "";
        for (Header header : alert.attributes()) {
            String value = new String(header.value(), StandardCharsets.UTF_8);
            id = header.key().equals("ce_id") ? value : id;
            boolean attribute = header.key().startsWith("ce_");
            request.header(header.key().replace('_', '-'), attribute ? percentEncoded(value) : value);
        }
        if (mac != null) {
            request.header(SIGNATURE, "sha256=" + signature(mac, id, body));
        }
        int status = client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
        if (status == 408 || status == 425 || status == 429 || status >= 500) {
            throw new IOException("it answered " + status);
        }
        if (status < 200 || status >= 300) {
            throw new RefusedException("it answered " + status);
        }
    }

    private static Mac mac(byte[] secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }

    private static String signature(Mac mac, String id, byte[] body) {
        mac.update(id.getBytes(StandardCharsets.UTF_8));
        mac.update((byte) '\n');
        return HexFormat.of().formatHex(mac.doFinal(body));
    }

    /** As CloudEvents' HTTP binding asks for: what is not printable ASCII, and space, quote and percent, as UTF-8 bytes. */
    static String percentEncoded(String value) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = each > 0x20 && each < 0x7f && each != '"' && each != '%';
            if (plain) {
                encoded.append((char) each);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
            }
        }
        return encoded.toString();
    }

    @Override
    public String describe() {
        return name;
    }

    @Override
    public void close() {
        // the client's threads are daemons and end with it
    }
}
