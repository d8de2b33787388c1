package io.headway.model;

/** One record of a packet or message after validation: a fix worth storing, one to be kept as rejected, or a report that has none. */
public sealed interface Item permits Fix, RejectedFix, StatusReport {}
