package dev.chorus.tools.broker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A self-signed TLS key, made by the JDK's {@code keytool}, that trusts itself: one for a broker on the loopback interface and for its
 * clients. Immutable; never for anything but tests and measurements.
 */
public final class LoopbackKey {

    private static final String ALIAS = "broker";
    private static final String PASSWORD = "not-secret";
    private static final String LOOPBACK = "ip:127.0.0.1";

    private final Path file;
    private final KeyStore store;

    private LoopbackKey(Path file, KeyStore store) {
        this.file = file;
        this.store = store;
    }

    /**
     * Makes a key for 127.0.0.1.
     *
     * @param folder receives the key store
     * @throws IOException if keytool fails; the message has its output
     */
    public static LoopbackKey make(Path folder) throws IOException, InterruptedException {
        return make(folder, LOOPBACK);
    }

    /**
     * Makes a key for another host, as a broker has that is not the one it claims to be.
     *
     * @param subject alternative name as keytool takes it, such as {@code dns:elsewhere.example}
     */
    public static LoopbackKey make(Path folder, String subject) throws IOException, InterruptedException {
        Path file = folder.resolve("broker.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + ALIAS,
                        "-ext",
                        "san=" + subject,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed: " + output.strip());
        }
        try (InputStream content = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(content, PASSWORD.toCharArray());
            return new LoopbackKey(file, store);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** The key store, a PKCS #12 file with key and certificate; as a trust store it serves too. */
    public Path store() {
        return file;
    }

    /** The password of {@link #store()} and of the key in it. */
    public String password() {
        return PASSWORD;
    }

    /** Has the key and trusts nothing but it. */
    public SSLContext context() {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD.toCharArray());
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(ALIAS, store.getCertificate(ALIAS));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the key store is not usable", e);
        }
    }

    /** Writes the certificate as PEM. */
    public Path writeCertificate(Path target) throws IOException {
        try {
            return writePem(target, "CERTIFICATE", store.getCertificate(ALIAS).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** Writes the private key as PEM, not encrypted. */
    public Path writePrivateKey(Path target) throws IOException {
        try {
            return writePem(
                    target,
                    "PRIVATE KEY",
                    store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static Path writePem(Path target, String kind, byte[] der) throws IOException {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return Files.writeString(target, "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n");
    }
}
