package io.waybill.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningKeysTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void what_was_made_is_read_again() throws IOException {
        Path file = folder.resolve("lab.key");

        PublicKey made = SigningKeys.create(file);
        KeyPair read = SigningKeys.read(file);

        assertThat(read.getPublic()).isEqualTo(made);
        assertThat(read.getPrivate().getAlgorithm()).isIn("EdDSA", "Ed25519");
        assertThat(SigningKeys.readPublic(folder.resolve("lab.key.pub"))).isEqualTo(made);
        assertThat(Files.readString(file)).startsWith("-----BEGIN PRIVATE KEY-----\n");
    }

    @Test
    void private_keys_and_secrets_are_for_their_owner_alone() throws IOException {
        SigningKeys.create(folder.resolve("lab.key"));
        SigningKeys.createSecret(folder.resolve("lab.secret"));

        assertThat(permissions("lab.key")).isEqualTo("rw-------");
        assertThat(permissions("lab.secret")).isEqualTo("rw-------");
    }

    @Test
    void secrets_are_256_bits_and_no_two_are_equal() throws IOException {
        SigningKeys.createSecret(folder.resolve("a"));
        SigningKeys.createSecret(folder.resolve("b"));

        assertThat(Files.readString(folder.resolve("a"))).matches("[0-9a-f]{64}\n");
        assertThat(Files.readString(folder.resolve("b"))).isNotEqualTo(Files.readString(folder.resolve("a")));
    }

    @ParameterizedTest
    @CsvSource({"lab.key", "lab.key.pub"})
    void nothing_that_is_there_is_overwritten(String there) throws IOException {
        Files.writeString(folder.resolve(there), "precious");

        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> SigningKeys.create(folder.resolve("lab.key")))
                .withMessageContaining(there);
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> SigningKeys.createSecret(folder.resolve(there)));

        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve(there));
        }
        assertThat(folder.resolve(there)).hasContent("precious");
    }

    @Test
    void a_private_key_without_its_public_one_names_what_is_missing() throws IOException {
        SigningKeys.create(folder.resolve("lab.key"));
        Files.delete(folder.resolve("lab.key.pub"));

        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> SigningKeys.read(folder.resolve("lab.key")))
                .withMessageContaining("lab.key.pub");
    }

    @Test
    void the_public_key_of_another_pair_is_refused() throws IOException {
        SigningKeys.create(folder.resolve("lab.key"));
        SigningKeys.create(folder.resolve("other.key"));
        Files.write(folder.resolve("lab.key.pub"), Files.readAllBytes(folder.resolve("other.key.pub")));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> SigningKeys.read(folder.resolve("lab.key")))
                .withMessageContaining("lab.key.pub");
    }

    @Test
    void public_and_private_keys_are_not_taken_for_each_other() throws IOException {
        SigningKeys.create(folder.resolve("lab.key"));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> SigningKeys.readPublic(folder.resolve("lab.key")))
                .withMessageEndingWith(
                        "lab.key holds no PUBLIC KEY in PEM but a PRIVATE KEY; the public part is the file that ends in .pub");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> SigningKeys.read(folder.resolve("lab.key.pub")))
                .withMessageEndingWith(
                        "lab.key.pub holds no PRIVATE KEY in PEM but a PUBLIC KEY; the public part is the file that ends in .pub");
    }

    @ParameterizedTest
    @CsvSource({
        "'', holds no PUBLIC KEY in PEM",
        "-----END PUBLIC KEY----------BEGIN PUBLIC KEY-----, holds no PUBLIC KEY in PEM",
        "-----BEGIN PUBLIC KEY-----AAAA-----END PUBLIC KEY-----, is no Ed25519 public key",
        "-----BEGIN PUBLIC KEY-----A-----END PUBLIC KEY-----, is damaged"
    })
    void what_is_no_key_is_refused_with_its_file(String text, String reason) throws IOException {
        Path file = Files.writeString(folder.resolve("odd.pub"), text);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> SigningKeys.readPublic(file))
                .withMessageContaining("odd.pub " + reason)
                .withMessageNotContaining("the public part");
    }

    @Test
    void keys_of_another_kind_and_endless_files_are_refused() throws IOException, GeneralSecurityException {
        byte[] rsa = KeyPairGenerator.getInstance("RSA")
                .generateKeyPair()
                .getPublic()
                .getEncoded();
        Path file = Files.writeString(
                folder.resolve("rsa.pub"),
                "-----BEGIN PUBLIC KEY-----\n" + Base64.getEncoder().encodeToString(rsa)
                        + "\n-----END PUBLIC KEY-----\n");
        Path large = Files.writeString(folder.resolve("large.pub"), "x".repeat(10_001));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> SigningKeys.readPublic(file))
                .withMessageContaining("rsa.pub is no Ed25519 public key");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> SigningKeys.readPublic(large))
                .withMessageContaining("larger than any");
    }

    private String permissions(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
    }
}
