package io.headway.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The files that are served without a token, over real HTTP on the loopback. */
class LivePageTest {
    private RunningApi api;

    @BeforeEach
    void start() throws Exception {
        api = new RunningApi();
    }

    @AfterEach
    void stop() throws Exception {
        api.close();
    }

    @Test
    void serves_the_contract_without_a_token() throws Exception {
        var answer = api.send("GET", "/openapi.yaml", null, request -> request);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("openapi: 3.1.0");
        assertThat(answer.headers().firstValue("content-type")).contains("application/yaml");
    }

    @Test
    void the_live_page_comes_with_headers_that_confine_it() throws Exception {
        for (var path : new String[] {"/", "/app.js", "/events.js", "/fences.js", "/app.css"}) {
            var answer = api.send("GET", path, null, request -> request);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
            assertThat(answer.headers().firstValue("content-security-policy").orElseThrow())
                    .contains(
                            "default-src 'none'", "script-src 'self'", "connect-src 'self' ws://127.0.0.1:" + api.port)
                    .doesNotContain("unsafe");
        }
        var page = api.send("GET", "/", null, request -> request);
        assertThat(page.headers().firstValue("content-type").orElseThrow()).startsWith("text/html");
        assertThat(page.body()).doesNotContain("http://", "https://", "style=\"", "onclick");
    }

    @Test
    void nothing_outside_the_web_folder_is_served() throws Exception {
        for (var path :
                new String[] {"/../openapi.yaml", "/%2e%2e/headway.yaml", "/..%2fheadway.yaml", "/headway.yaml"}) {
            assertThat(api.send("GET", path, null, request -> request).body())
                    .as(path)
                    .doesNotContain("jwt:");
        }
    }
}
