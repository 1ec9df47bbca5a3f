package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;

/** Something with a deadline: an intrusive entry of a {@link TimerWheel}, so that arming it allocates nothing. */
abstract class Timed {
    /** No deadline. */
    static final long NEVER = Long.MAX_VALUE;

    @Nullable
    Timed previousInBucket;

    @Nullable
    Timed nextInBucket;

    /** The tick at which the wheel looks at this entry, or -1 while it is in no bucket. */
    long armedTick = -1;

    /** When the wheel's listener is next to be told of this entry, or {@link #NEVER}. */
    abstract long nextDeadlineNanos();
}
