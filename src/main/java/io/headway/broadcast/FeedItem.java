package io.headway.broadcast;

/** One numbered message of the feed. Any thread. */
sealed interface FeedItem permits Update, Notice {

    /** Place in the stream, counting from 1; 0 for what is from before this start. */
    long offset();

    LiveMessage message();
}
