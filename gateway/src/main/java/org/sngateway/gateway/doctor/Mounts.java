package org.sngateway.gateway.doctor;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/** Linux's table of mounts, {@code /proc/self/mountinfo} (proc(5)). */
final class Mounts {
    private static final int MOUNT_POINT = 4;

    /** @param source device, such as {@code /dev/mmcblk0p2} */
    record Mount(Path point, String type, String source) {}

    private Mounts() {}

    /** The mount that a place is on: the one with the longest path that it is below. */
    static @Nullable Mount of(String table, Path place) {
        Mount best = null;
        for (String line : table.lines().toList()) {
            String[] fields = line.split(" ", -1);
            int separator = line.indexOf(" - ");
            String[] kind = separator < 0
                    ? new String[0]
                    : line.substring(separator + 3).split(" ", -1);
            if (fields.length <= MOUNT_POINT || kind.length < 2) {
                continue;
            }
            Mount mount = new Mount(Path.of(fields[MOUNT_POINT].replace("\\040", " ")), kind[0], kind[1]);
            boolean holds = place.startsWith(mount.point());
            // Of two on the same point, the later one lies above.
            if (holds
                    && (best == null
                            || mount.point().getNameCount() >= best.point().getNameCount())) {
                best = mount;
            }
        }
        return best;
    }
}
