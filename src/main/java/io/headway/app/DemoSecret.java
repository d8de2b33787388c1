package io.headway.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/** The HS256 secret of a demo: random, and kept beside its data, so that tokens of the first start count in the second. */
public final class DemoSecret {
    private static final String FILE = "demo-jwt-secret";
    private static final int SECRET_BYTES = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private DemoSecret() {}

    /**
     * The secret in {@code dataDir}; made if there is none.
     *
     * @throws IOException when it cannot be read or written, or is not one of ours
     */
    public static String in(Path dataDir) throws IOException {
        Files.createDirectories(dataDir);
        var file = dataDir.resolve(FILE);
        if (!Files.exists(file)) {
            create(dataDir, file);
        }
        restrict(file);
        var secret = Files.readString(file).strip();
        if (secret.length() < SECRET_BYTES) {
            throw new IOException(file + " holds no secret; remove it and a new one is made");
        }
        return secret;
    }

    /** Written under another name first: whoever sees the file sees all of it, and no one else's eyes see it before it is restricted. */
    private static void create(Path dataDir, Path file) throws IOException {
        var random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        var draft = Files.createTempFile(dataDir, FILE, ".new", ownerOnly(dataDir));
        try {
            Files.writeString(draft, secret + "\n", StandardCharsets.US_ASCII, StandardOpenOption.TRUNCATE_EXISTING);
            Files.move(draft, file);
        } catch (FileAlreadyExistsException e) {
            // Another start was quicker; its secret counts.
            Files.deleteIfExists(draft);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path path) {
        return isPosix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    /** A copied data folder may have lost the restriction. */
    private static void restrict(Path file) throws IOException {
        if (isPosix(file) && !Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
            Files.setPosixFilePermissions(file, OWNER_ONLY);
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
