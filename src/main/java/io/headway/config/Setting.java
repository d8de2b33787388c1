package io.headway.config;

/**
 * One value as it was given.
 *
 * @param key without the prefix of the mapping: {@code http.port}
 * @param value a list is joined by commas
 * @param origin where it stands, for people
 */
record Setting(String key, String value, String origin) {}
