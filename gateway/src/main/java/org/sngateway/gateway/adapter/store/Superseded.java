package org.sngateway.gateway.adapter.store;

import org.sngateway.gateway.session.port.StoreWrite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Drops what a later batch replaces, so that sleepers that wake while the disk fails do not fill the memory. All that waits
 * is committed together, so nobody can tell.
 */
final class Superseded {
    private Superseded() {}

    static void drop(List<Work> work, Backlog backlog) {
        Set<String> heardLater = new HashSet<>();
        List<Work> kept = new ArrayList<>(work.size());
        for (int i = work.size() - 1; i >= 0; i--) {
            Work one = work.get(i);
            if (one instanceof Work.Batch batch
                    && isHeardAlone(batch)
                    && !heardLater.add(batch.changes().get(0).clientId())) {
                backlog.remove(batch.octets());
            } else {
                kept.add(one);
            }
        }
        Collections.reverse(kept);
        work.clear();
        work.addAll(kept);
    }

    private static boolean isHeardAlone(Work.Batch batch) {
        return !batch.isUrgent()
                && batch.changes().size() == 1
                && batch.changes().get(0) instanceof StoreWrite.PutHeard;
    }
}
