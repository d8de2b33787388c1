package io.headway.security;

import io.headway.config.ConfigException;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Pattern;

/** Reads a key from a PEM file and checks that it is one for the algorithm; Vert.x would find out at the first token only. */
final class Pem {
    /** RFC 7518 section 3.3: RS256 needs 2048 bits or more. */
    static final int MIN_RSA_BITS = 2048;

    /** RFC 7518 section 3.4: ES256 is the curve P-256 and no other. */
    private static final int P256_BITS = 256;

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private Pem() {}

    /**
     * The public key in the file, or that of its first certificate.
     *
     * @param key the configuration key that named the file, for the fault
     */
    static Buffer publicKey(String key, String file, String algorithm) {
        return read(key, file, algorithm, false);
    }

    /** The private key in the file, as PKCS#8. */
    static Buffer privateKey(String key, String file, String algorithm) {
        return read(key, file, algorithm, true);
    }

    private static Buffer read(String key, String file, String algorithm, boolean isPrivate) {
        try {
            var block = BLOCK.matcher(Files.readString(Path.of(file)));
            if (!block.find()) {
                throw new ConfigException(key, file, "is not a PEM file");
            }
            var der = Base64.getMimeDecoder().decode(block.group(2));
            var parsed = isPrivate
                    ? parsePrivate(block.group(1), der, algorithm)
                    : parsePublic(block.group(1), der, algorithm);
            if (parsed == null) {
                throw new ConfigException(
                        key,
                        file,
                        isPrivate
                                ? "must hold a PRIVATE KEY (PKCS#8, made by openssl genpkey), not " + block.group(1)
                                : "must hold a PUBLIC KEY or a CERTIFICATE, not " + block.group(1));
            }
            if (!fits(parsed, algorithm)) {
                throw new ConfigException(key, file, "must be " + wanted(algorithm));
            }
            return encode(parsed, isPrivate);
        } catch (IOException e) {
            throw new ConfigException(key, file, "cannot be read");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new ConfigException(key, file, "must be " + wanted(algorithm) + ": " + e.getMessage());
        }
    }

    private static Key parsePublic(String kind, byte[] der, String algorithm) throws GeneralSecurityException {
        return switch (kind) {
            case "PUBLIC KEY" -> KeyFactory.getInstance(family(algorithm)).generatePublic(new X509EncodedKeySpec(der));
            case "CERTIFICATE" ->
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(der))
                        .getPublicKey();
            default -> null;
        };
    }

    private static Key parsePrivate(String kind, byte[] der, String algorithm) throws GeneralSecurityException {
        return kind.equals("PRIVATE KEY")
                ? KeyFactory.getInstance(family(algorithm)).generatePrivate(new PKCS8EncodedKeySpec(der))
                : null;
    }

    private static boolean fits(Key key, String algorithm) {
        return switch (key) {
            case RSAKey rsa -> algorithm.equals("RS256") && rsa.getModulus().bitLength() >= MIN_RSA_BITS;
            case ECKey ec ->
                algorithm.equals("ES256") && ec.getParams().getOrder().bitLength() == P256_BITS;
            default -> false;
        };
    }

    private static String wanted(String algorithm) {
        return algorithm.equals("RS256") ? "an RSA key of " + MIN_RSA_BITS + " bits or more" : "an EC key on P-256";
    }

    private static String family(String algorithm) {
        return algorithm.equals("RS256") ? "RSA" : "EC";
    }

    private static Buffer encode(Key key, boolean isPrivate) {
        var kind = isPrivate ? "PRIVATE KEY" : "PUBLIC KEY";
        var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(key.getEncoded());
        return Buffer.buffer("-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
    }
}
