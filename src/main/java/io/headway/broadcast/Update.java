package io.headway.broadcast;

import io.headway.model.Position;
import io.headway.protocol.json.JsonMessages;
import io.vertx.core.buffer.Buffer;

/** A vehicle's move as subscribers see it. Any thread: the encoded form is made when first needed, by the verticle when all will need it. */
final class Update implements FeedItem {
    private final Position position;
    private final long offset;
    /** Two loops may each encode once; they write equal bytes, and the message's buffer is a final field. */
    private LiveMessage message;

    private Buffer item;

    /** @param offset place in the stream, counting from 1; 0 for a position from before this start */
    Update(Position position, long offset) {
        this.position = position;
        this.offset = offset;
    }

    Position position() {
        return position;
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public LiveMessage message() {
        var made = message;
        if (made == null) {
            made = new LiveMessage(JsonMessages.vehicleMoved(position, offset));
            message = made;
        }
        return made;
    }

    /** The update as an element of a batch message. */
    Buffer item() {
        var made = item;
        if (made == null) {
            made = JsonMessages.movedItem(position, offset);
            item = made;
        }
        return made;
    }
}
