package io.headway.gateway;

import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.List;

/**
 * Owned by one gateway loop. Runs each registered action once, after the loop's current task: a connection whose acknowledgements come in
 * one commit writes them together, in one system call.
 */
final class TurnEnd {
    private final Context context;
    private List<Runnable> actions = new ArrayList<>();

    TurnEnd(Context context) {
        this.context = context;
    }

    void add(Runnable action) {
        if (actions.isEmpty()) {
            context.runOnContext(_ -> run());
        }
        actions.add(action);
    }

    private void run() {
        var due = actions;
        actions = new ArrayList<>(due.size());
        due.forEach(Runnable::run);
    }
}
