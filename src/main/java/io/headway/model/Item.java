package io.headway.model;

/** One record of a packet or message after validation: a fix worth storing, or one to be kept as rejected. */
public sealed interface Item permits Fix, RejectedFix {}
