package io.waybill.cli.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Ed25519 keys in files: the private one as PKCS #8 in PEM, readable by its owner alone, the public one as X.509 in PEM beside it
 * with {@code .pub} behind its name. OpenSSL reads both.
 */
public final class SigningKeys {

    private static final String ALGORITHM = "Ed25519";
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final int LINE = 64;
    private static final int SECRET_BYTES = 32;
    private static final long MAX_BYTES = 10_000;
    private static final String OWNER_ONLY = "rw-------";

    private SigningKeys() {}

    /** File of the public key that belongs to a private one. */
    public static Path publicFile(Path file) {
        return file.resolveSibling(file.getFileName() + ".pub");
    }

    /**
     * Makes a pair of keys.
     *
     * @throws FileAlreadyExistsException when one of the files is there: a key is never overwritten
     */
    public static PublicKey create(Path file) throws IOException {
        mustBeNew(publicFile(file));
        try {
            KeyPair keys = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            writeSecret(file, pem(PRIVATE, keys.getPrivate().getEncoded()));
            Files.writeString(
                    publicFile(file), pem(PUBLIC, keys.getPublic().getEncoded()), StandardOpenOption.CREATE_NEW);
            return keys.getPublic();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Java has had " + ALGORITHM + " since 15", impossible);
        }
    }

    /**
     * Makes a secret of 256 bits in hexadecimal, for pseudonyms or for signing what a webhook gets.
     *
     * @throws FileAlreadyExistsException when the file is there: a secret is never overwritten
     */
    public static void createSecret(Path file) throws IOException {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        writeSecret(file, HexFormat.of().formatHex(secret) + "\n");
    }

    /**
     * Reads a private key and the public one beside it.
     *
     * @throws IOException when one is missing or no Ed25519 key, or they do not belong together; names the file
     */
    public static KeyPair read(Path file) throws IOException {
        byte[] encoded = decode(file, PRIVATE);
        PrivateKey key;
        try {
            key = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException wrong) {
            throw new IOException(file + " is no Ed25519 private key", wrong);
        }
        PublicKey published = readPublic(publicFile(file));
        if (!belongTogether(key, published)) {
            throw new IOException(publicFile(file) + " is the public key of another than " + file);
        }
        return new KeyPair(published, key);
    }

    /**
     * Reads a public key.
     *
     * @throws IOException when it is missing or none; names the file
     */
    public static PublicKey readPublic(Path file) throws IOException {
        byte[] encoded = decode(file, PUBLIC);
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException wrong) {
            throw new IOException(file + " is no Ed25519 public key", wrong);
        }
    }

    private static boolean belongTogether(PrivateKey key, PublicKey published) throws IOException {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            byte[] anything = {1};
            signature.update(anything);
            byte[] signed = signature.sign();
            signature.initVerify(published);
            signature.update(anything);
            return signature.verify(signed);
        } catch (GeneralSecurityException wrong) {
            throw new IOException("the key cannot sign: " + wrong.getMessage(), wrong);
        }
    }

    private static void mustBeNew(Path file) throws FileAlreadyExistsException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString(), null, "is there already, and no key is written over");
        }
    }

    private static void writeSecret(Path file, String text) throws IOException {
        mustBeNew(file);
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY))
                }
                : new FileAttribute<?>[0];
        Files.createFile(file, attributes);
        Files.writeString(file, text);
    }

    private static String pem(String kind, byte[] encoded) {
        String base64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n";
    }

    private static byte[] decode(Path file, String kind) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " is no key: larger than any");
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        String begin = "-----BEGIN " + kind + "-----";
        int from = text.indexOf(begin);
        int to = text.indexOf("-----END " + kind + "-----");
        if (from < 0 || to < from) {
            String other = kind.equals(PUBLIC) ? PRIVATE : PUBLIC;
            String advice = text.contains("-----BEGIN " + other + "-----")
                    ? " but a " + other + "; the public part is the file that ends in .pub"
                    : "";
            throw new IOException(file + " holds no " + kind + " in PEM" + advice);
        }
        try {
            return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
        } catch (IllegalArgumentException wrong) {
            throw new IOException(file + " is damaged: " + wrong.getMessage(), wrong);
        }
    }
}
