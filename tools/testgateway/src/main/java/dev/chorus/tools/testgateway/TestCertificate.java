package dev.chorus.tools.testgateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A self-signed TLS certificate with its key, made by the JDK's {@code keytool}. */
public final class TestCertificate {

    private static final String ALIAS = "gateway";
    private static final String PASSWORD = "not-secret";

    private final KeyStore store;

    private TestCertificate(KeyStore store) {
        this.store = store;
    }

    /**
     * Makes one for a host.
     *
     * @param host the name it is for
     * @param folder gets the key store
     */
    public static TestCertificate of(String host, Path folder) throws IOException, InterruptedException {
        return make(folder.resolve(host + ".p12"), "CN=" + host, List.of("-ext", "san=dns:" + host));
    }

    /**
     * Makes one as Kura's installer does: for the name {@code Kura} and no host.
     *
     * @param folder gets the key store
     */
    public static TestCertificate ofKura(Path folder) throws IOException, InterruptedException {
        String name = "CN=Kura, OU=Kura, O=Eclipse Foundation, L=Ottawa, ST=Ontario, C=CA";
        return make(folder.resolve("Kura.p12"), name, List.of());
    }

    private static TestCertificate make(Path file, String name, List<String> more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-dname",
                name,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString()));
        command.addAll(more);
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool ended with " + keytool.exitValue());
        }
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return new TestCertificate(store);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** Writes the certificate, without its key. */
    public Path writePem(Path file) throws IOException {
        try {
            byte[] der = store.getCertificate(ALIAS).getEncoded();
            String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(der);
            return Files.writeString(file, "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** The SHA-256 fingerprint, as {@code openssl x509 -fingerprint -sha256} prints it. */
    public String sha256() throws IOException {
        try {
            byte[] der = store.getCertificate(ALIAS).getEncoded();
            return HexFormat.ofDelimiter(":")
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(der));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** What a server shows it with. */
    SSLContext context() throws IOException {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
