/**
 * Load on the engine from outside, and the raw baselines it is measured against. Talks to it over sockets, HTTP and PostgreSQL only.
 */
package io.headway.loadtest;
