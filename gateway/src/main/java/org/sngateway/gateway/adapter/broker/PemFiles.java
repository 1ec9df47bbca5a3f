package org.sngateway.gateway.adapter.broker;

import org.sngateway.gateway.adapter.broker.BrokerTls.UnusableFileException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Certificates and private keys in PEM files. */
final class PemFiles {
    private static final String KEY_BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String KEY_END = "-----END PRIVATE KEY-----";

    private PemFiles() {}

    /** The certificates of a file, in its order; at least one. */
    static List<X509Certificate> certificates(Path file) throws UnusableFileException {
        byte[] content = read(file);
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Certificate certificate : factory.generateCertificates(new ByteArrayInputStream(content))) {
                certificates.add((X509Certificate) certificate);
            }
        } catch (CertificateException malformed) {
            throw new UnusableFileException(file + " is no PEM file of certificates: " + malformed.getMessage());
        }
        if (certificates.isEmpty()) {
            throw new UnusableFileException(file + " holds no certificate");
        }
        return certificates;
    }

    /** The key of a file, PKCS#8 and not encrypted. */
    static PrivateKey privateKey(Path file, String algorithm) throws UnusableFileException {
        String text = new String(read(file), StandardCharsets.ISO_8859_1);
        int begin = text.indexOf(KEY_BEGIN);
        int end = text.indexOf(KEY_END);
        if (begin < 0 || end < begin) {
            throw new UnusableFileException(file + " holds no unencrypted PKCS#8 key (\"" + KEY_BEGIN
                    + "\"); convert it with: openssl pkcs8 -topk8 -nocrypt -in " + file);
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(text.substring(begin + KEY_BEGIN.length(), end));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            throw new UnusableFileException(
                    file + " holds no key of the certificate's kind (" + algorithm + "): " + malformed.getMessage());
        }
    }

    private static byte[] read(Path file) throws UnusableFileException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UnusableFileException("cannot read " + file + ": " + unreadable.getMessage());
        }
    }
}
