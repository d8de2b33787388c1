/** The typed configuration, read once at start from the defaults, a file and the environment; every fault is listed at once. */
package io.headway.config;
