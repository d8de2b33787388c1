package io.headway.relay;

import io.headway.config.HeadwayConfig;
import io.headway.model.EventType;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a webhook may be. An address is judged by its text here; what its name stands for is judged at each delivery. Pure; any thread.
 *
 * @param allowHttp whether http:// is accepted beside https://
 * @param allowPrivate whether addresses that are not {@link PublicAddress public} are accepted
 */
public record WebhookRules(boolean allowHttp, boolean allowPrivate) {
    private static final int MAX_URL_CHARS = 2_048;
    /** What {@link InetAddress} reads as an IPv4 address: up to four numbers; it asks no name server for these. */
    private static final Pattern NUMERIC_HOST = Pattern.compile("[0-9.]+|\\[.*]");

    public static WebhookRules of(HeadwayConfig.Webhooks settings) {
        return new WebhookRules(settings.allowHttp(), settings.allowPrivateAddresses());
    }

    /** What is wrong with an address; empty when nothing is. */
    public Optional<String> urlProblem(String url) {
        if (url.length() > MAX_URL_CHARS) {
            return Optional.of("is longer than " + MAX_URL_CHARS + " characters");
        }
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return Optional.of("is not a URL");
        }
        var https = "https".equalsIgnoreCase(uri.getScheme());
        if (!https && !(allowHttp && "http".equalsIgnoreCase(uri.getScheme()))) {
            return Optional.of(allowHttp ? "does not begin with https:// or http://" : "does not begin with https://");
        }
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
            return Optional.of("has no host or no valid port");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            return Optional.of("must have neither user nor fragment");
        }
        return allowPrivate || !isPrivateLiteral(uri.getHost())
                ? Optional.empty()
                : Optional.of("leads to an address that is not public");
    }

    private static boolean isPrivateLiteral(String host) {
        if (!NUMERIC_HOST.matcher(host).matches()) {
            return false;
        }
        try {
            return !PublicAddress.is(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return true;
        }
    }

    /** What is wrong with an entry of a webhook's types; empty when nothing is. */
    public static Optional<String> typeProblem(String type) {
        if (type.equals(EventType.VEHICLE_POSITION_UPDATED.wireName())) {
            return Optional.of("positions are not sent to webhooks");
        }
        if (type.equals("*") || EventType.of(type).isPresent() || isFamily(type)) {
            return Optional.empty();
        }
        return Optional.of("is no type of event, nor * nor the beginning of some with .*");
    }

    private static boolean isFamily(String type) {
        return type.endsWith(".*")
                && type.indexOf('.') == type.length() - 2
                && Arrays.stream(EventType.values())
                        .anyMatch(known -> known.wireName().startsWith(type.substring(0, type.length() - 1)));
    }
}
