package io.headway.store;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A stretch of a list in key order. The next one begins after the last item of this.
 *
 * @param items at most as many as were asked for
 * @param more whether there is a next one
 */
public record Page<T>(List<T> items, boolean more) {

    /** From one row more than wanted, whose presence tells that there is a next page. */
    static <T> Page<T> of(RowSet<Row> rows, int limit, Function<Row, T> item) {
        var items = new ArrayList<T>(Math.min(limit, rows.size()));
        for (var row : rows) {
            if (items.size() == limit) {
                return new Page<>(items, true);
            }
            items.add(item.apply(row));
        }
        return new Page<>(items, false);
    }
}
