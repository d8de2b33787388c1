package io.headway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoSecretTest {
    @TempDir
    Path folder;

    @Test
    void a_second_start_finds_the_secret_of_the_first() throws IOException {
        var data = folder.resolve("a/data");

        var secret = DemoSecret.in(data);

        assertThat(secret).hasSizeGreaterThanOrEqualTo(32);
        assertThat(DemoSecret.in(data)).isEqualTo(secret);
        assertThat(DemoSecret.in(folder.resolve("b"))).isNotEqualTo(secret);
        assertThat(data).isDirectoryContaining(file -> file.endsWith("demo-jwt-secret"));
        assertThat(data.toFile().list()).hasSize(1);
    }

    @Test
    void only_the_owner_reads_it() throws IOException {
        DemoSecret.in(folder);
        var file = folder.resolve("demo-jwt-secret");
        assertThat(permissions(file)).isEqualTo("rw-------");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        DemoSecret.in(folder);

        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    @Test
    void a_file_that_holds_no_secret_is_a_fault() throws IOException {
        Files.writeString(folder.resolve("demo-jwt-secret"), "short\n");

        assertThatThrownBy(() -> DemoSecret.in(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("remove it");
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
