package io.headway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExitOnSignalTest {
    @Test
    void a_drain_that_succeeds_ends_with_0() {
        assertThat(new ExitOnSignal(Future::succeededFuture, 1000).drainNow()).isZero();
    }

    @Test
    void a_drain_that_fails_or_takes_too_long_ends_with_1() {
        assertThat(new ExitOnSignal(() -> Future.failedFuture("x"), 1000).drainNow())
                .isEqualTo(1);
        assertThat(new ExitOnSignal(() -> Promise.<Void>promise().future(), 20).drainNow())
                .isEqualTo(1);
        assertThat(new ExitOnSignal(
                                () -> {
                                    throw new IllegalStateException("x");
                                },
                                1000)
                        .drainNow())
                .isEqualTo(1);
    }

    @Test
    void the_first_status_that_was_given_counts() throws InterruptedException {
        var exit = new ExitOnSignal(Future::succeededFuture, 1000);
        exit.end(7);
        exit.end(8);

        assertThat(exit.await()).isEqualTo(7);
        assertThat(exit.drainNow()).isEqualTo(7);
    }

    @Test
    void a_signal_drains_and_the_process_ends_with_0() throws Exception {
        var process = engine("run");
        try (var output = output(process)) {
            assertThat(output.readLine()).isEqualTo("ready");
            // SIGTERM; destroy() of the process itself would close its output as well.
            process.toHandle().destroy();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(output.readLine()).isEqualTo("drained");
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void an_end_from_within_drains_and_keeps_its_status() throws Exception {
        var process = engine("fail");
        try (var output = output(process)) {
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(output.lines()).containsExactly("ready", "drained");
            assertThat(process.exitValue()).isEqualTo(3);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process engine(String mode) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Engine.class.getName(),
                        mode)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** A process with event loops that would keep it alive. */
    static final class Engine {
        private Engine() {}

        public static void main(String[] args) throws InterruptedException {
            var vertx = Vertx.vertx();
            var exit = new ExitOnSignal(
                            () -> vertx.timer(50, TimeUnit.MILLISECONDS).map(_ -> {
                                System.out.println("drained");
                                return null;
                            }),
                            5000)
                    .install();
            vertx.runOnContext(_ -> {
                System.out.println("ready");
                if (args[0].equals("fail")) {
                    exit.end(3);
                }
            });
            System.exit(exit.await());
        }
    }
}
