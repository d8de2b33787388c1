package io.headway.model;

import java.util.List;
import java.util.function.Consumer;

/**
 * The unit of acknowledgement: the records of one packet, message or request, all of one vehicle.
 *
 * @param source whose records
 * @param items validated records, at least one, in the order sent
 * @param readAtNanos {@link System#nanoTime()} when the last byte was read; receipt latency counts from here
 * @param onReceipt called once, on the thread that offered the submission, when all items are durable; never called when they are not
 */
public record Submission(Source source, List<Item> items, long readAtNanos, Consumer<Receipt> onReceipt) {}
