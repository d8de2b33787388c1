package io.headway.loadtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Registers devices over REST and signs a token for each, as a provisioning system would. */
final class DeviceTokens {
    private static final Pattern VEHICLE = Pattern.compile("\"vehicle_id\":\"([0-9a-f-]{36})\"");
    private static final Pattern WORKSPACE = Pattern.compile("\"workspace_id\":\"([0-9a-f-]{36})\"");
    private static final long VALID_S = 3600;

    /** A vehicle and the token that may send its positions. */
    record Sender(String vehicleId, String token) {}

    private final String url;
    private final String operatorToken;
    private final String secret;

    /**
     * @param operatorToken may register devices; its workspace is theirs
     * @param secret the engine's JWT_SECRET_KEY (HS256)
     */
    DeviceTokens(String url, String operatorToken, String secret) {
        this.url = url;
        this.operatorToken = operatorToken;
        this.secret = secret;
    }

    List<Sender> register(int count) {
        var senders = new ArrayList<Sender>();
        var series = Instant.now().toEpochMilli();
        try (var client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            for (var i = 0; i < count; i++) {
                var vehicle = register(client, "gatling-" + series + "-" + i);
                senders.add(new Sender(vehicle, token(vehicle)));
            }
            return senders;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private String register(HttpClient client, String uniqueId) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + "/api/v1/devices"))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + operatorToken)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"unique_id\":\"" + uniqueId + "\"}"))
                .build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        var vehicle = VEHICLE.matcher(answer.body());
        if (answer.statusCode() != 201 || !vehicle.find()) {
            throw new IOException("registering " + uniqueId + ": " + answer.statusCode() + " " + answer.body());
        }
        return vehicle.group(1);
    }

    private String token(String vehicle) {
        var now = Instant.now().getEpochSecond();
        var signed = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "."
                + base64("{\"sub\":\"gatling\",\"roles\":[\"device\"],\"workspace_id\":\"" + workspace()
                        + "\",\"vehicles\":[\"" + vehicle + "\"],\"iat\":" + now + ",\"exp\":" + (now + VALID_S) + "}");
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return signed + "." + base64(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String workspace() {
        var claims =
                new String(Base64.getUrlDecoder().decode(operatorToken.split("\\.", -1)[1]), StandardCharsets.UTF_8);
        var workspace = WORKSPACE.matcher(claims);
        if (!workspace.find()) {
            throw new IllegalArgumentException("the token names no workspace: " + claims);
        }
        return workspace.group(1);
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
