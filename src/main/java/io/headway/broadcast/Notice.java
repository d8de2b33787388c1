package io.headway.broadcast;

import io.headway.protocol.json.EventMessages;

/** A numbered {@link Announcement}. Unlike positions, notices are never conflated. Any thread. */
final class Notice implements FeedItem {
    private final Announcement announcement;
    private final long offset;
    private final LiveMessage message;

    /** @param offset place in the stream; for what is not kept for resume, that of the last thing before it */
    Notice(Announcement announcement, long offset) {
        this.announcement = announcement;
        this.offset = offset;
        message = messageAt(offset);
    }

    Announcement announcement() {
        return announcement;
    }

    Announcement.About about() {
        return announcement.about();
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public LiveMessage message() {
        return message;
    }

    /** For a client that has yet to get something from before this notice. */
    LiveMessage messageAt(long resumableOffset) {
        return new LiveMessage(EventMessages.at(resumableOffset, announcement.body()));
    }
}
