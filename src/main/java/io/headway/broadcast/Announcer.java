package io.headway.broadcast;

import io.headway.config.HeadwayConfig;
import io.headway.model.Backlog;
import io.headway.model.Event;
import io.headway.model.EventBatch;
import io.headway.model.RouteProgressBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owned by the broadcast verticle. Makes notices of events and of progress along routes, and hands them to the event loops whose
 * subscribers may want them. Nothing is dropped on the way: where a loop cannot follow, its subscribers are closed, and can resume.
 */
final class Announcer {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private final HeadwayConfig.Live settings;
    private final Stream stream;
    private final Lookups lookups;
    private final TripWatchers tripWatchers;
    private final BroadcastMetrics metrics;
    /** Notices under way to the event loops. */
    private final Backlog backlog;

    private final List<WorkspaceFeed> touched = new ArrayList<>();

    /** What updates and notices share: the order they are in. */
    record Stream(Map<UUID, WorkspaceFeed> feeds, Offsets offsets, History history) {}

    Announcer(
            HeadwayConfig.Live settings,
            Stream stream,
            Lookups lookups,
            TripWatchers tripWatchers,
            BroadcastMetrics metrics) {
        this.settings = settings;
        this.stream = stream;
        this.lookups = lookups;
        this.tripWatchers = tripWatchers;
        this.metrics = metrics;
        backlog = new Backlog(settings.maxBacklog());
    }

    void announce(EventBatch batch) {
        var nowMs = System.currentTimeMillis();
        stream.history.expire(nowMs);
        for (var event : batch.events()) {
            var feed = stream.feeds.get(event.workspaceId());
            var recording = feed != null && feed.recording(nowMs, settings.resumeWindowMs());
            if (recording || lookups.joining()) {
                for (var announcement : announcementsOf(event)) {
                    lookups.heard(announcement);
                    if (recording) {
                        var notice = new Notice(announcement, stream.offsets.next());
                        stream.history.add(notice, nowMs);
                        note(feed, notice);
                    }
                }
            }
        }
        deliver();
    }

    /** Not kept for resume: there is a newer one within seconds. */
    void announce(RouteProgressBatch batch) {
        for (var progress : batch.progress()) {
            var feed = stream.feeds.get(progress.workspaceId());
            if (feed != null) {
                for (var trip : tripWatchers.tripsOn(progress)) {
                    note(feed, new Notice(Announcement.of(trip, progress), stream.offsets.last()));
                }
            }
        }
        deliver();
    }

    /** One event that its producer got wrong must not keep the others from the subscribers. */
    private List<Announcement> announcementsOf(Event event) {
        try {
            return Announcement.of(event);
        } catch (RuntimeException malformed) {
            LOG.error("event {} cannot be told to subscribers", event.id(), malformed);
            metrics.malformedEvent();
            return List.of();
        }
    }

    private void note(WorkspaceFeed feed, Notice notice) {
        if (feed.hasListeners() && feed.add(notice)) {
            touched.add(feed);
        }
    }

    private void deliver() {
        for (var feed : touched) {
            if (backlog.full()) {
                feed.shed();
            } else {
                backlog.sent(feed.notices());
                var handover = new Handover(backlog, feed.notices());
                feed.deliver(handover);
                handover.done();
            }
        }
        touched.clear();
    }
}
